using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Decisions;

/// <summary>Settles dispatched calls: the commit matrix of spec 2.6 and what 2.4 says of everything that goes wrong.</summary>
internal static class SettlementMaker
{
    public static Settlement Settle(CompiledBundle bundle, Facts facts, CallReserved reserved, CallOutcome outcome)
    {
        Tool tool = bundle.Tools[reserved.Tool];
        OutcomeReading reading = OutcomeReader.Read(bundle, tool, facts, outcome);
        CallSettlement kind = KindOf(tool.Contract!, reading);
        Evidence evidence = kind == CallSettlement.Committed ? EvidenceOf(tool.Contract!, reading) : Evidence.None;
        return new Settlement
        {
            Event = EventOf(bundle, facts, reserved, reading, kind, evidence),
            Kind = kind,
            Code = reading.Code,
            Message = reading.Code is null ? null : Describe(tool, reading, kind),
            Recoverability = RecoverabilityOf(tool.Contract!, reading, kind),
            Evidence = evidence,
            WithholdResult = reading.FailsOutputCheck,
            RetryAfter = reading.RetryAfter,
            ErrorId = reading.Class?.Id,
        };
    }

    public static CallResolved? Resolve(CompiledBundle bundle, Facts facts, string callId, bool wasExecuted, string by)
    {
        OpenCall? open = facts.Session.Open.FirstOrDefault(o => o.IsInDoubt && o.Reserved.CallId == callId);
        return open is null
            ? null
            : new CallResolved(callId, open.Reserved.Tool, wasExecuted, by)
            {
                At = facts.Now,
                Phase = wasExecuted ? PhaseAfter(bundle, facts.Session, open.Reserved.Tool).Entered : -1,
                IdempotencyKey = open.Reserved.Idempotency?.Key,
                ReservedOn = open.Reserved.ReservedOn,
            };
    }

    private static CallSettlement KindOf(ToolContract contract, OutcomeReading reading)
    {
        if (reading.IsSent && contract.CommitRequirement == CommitRequirement.None)
        {
            return CallSettlement.Committed;
        }

        if (reading.IsSuccess)
        {
            return CallSettlement.Committed;
        }

        return !reading.MayHaveActed || contract.SideEffect == SideEffect.Read ? CallSettlement.Failed : CallSettlement.InDoubt;
    }

    private static Evidence EvidenceOf(ToolContract contract, OutcomeReading reading) => (contract, reading) switch
    {
        ({ CommitRequirement: CommitRequirement.None } or { EvidenceClass: EvidenceClass.Unverifiable }, _) => Evidence.Dispatched,
        ({ EvidenceClass: EvidenceClass.LocalTransaction }, { OutputChecked: true }) => Evidence.Verified,
        _ => Evidence.Acknowledged,
    };

    private static EngineEvent EventOf(
        CompiledBundle bundle, Facts facts, CallReserved reserved, OutcomeReading reading, CallSettlement kind, Evidence evidence)
    {
        ToolContract contract = bundle.Tools[reserved.Tool].Contract!;
        ImmutableArray<int> labels = LabelsOf(contract, facts, reading);
        bool countsError = reading is { Code: not null, CountsError: true };
        switch (kind)
        {
            case CallSettlement.Committed:
                (int phase, bool stayed) = PhaseAfter(bundle, facts.Session, reserved.Tool);
                return new CallCommitted(reserved.CallId, reserved.Tool, evidence)
                {
                    At = facts.Now,
                    Phase = phase,
                    PhaseStayed = stayed,
                    Code = reading.Code,
                    Slots = Captures.Slots(contract, reserved.Arguments, reading.Data),
                    Envelopes = Captures.Envelopes(bundle, contract, reserved.Arguments, reading.Data),
                    Facts = Captures.Facts(bundle, contract, facts, reserved.Arguments, reading.Data),
                    Labels = labels,
                    Cost = CostOf(contract, reading),
                    IdempotencyKey = reserved.Idempotency?.Key,
                    CountsError = countsError,
                    ReservedOn = reserved.ReservedOn,
                };
            case CallSettlement.Failed:
                return new CallFailed(reserved.CallId, reserved.Tool, reading.Code ?? DecisionCode.ExecutionError)
                {
                    At = facts.Now,
                    CountsError = countsError,
                    Labels = labels,
                    IdempotencyKey = reserved.Idempotency?.Key,
                    ReservedOn = reserved.ReservedOn,
                };
            default:
                return new CallInDoubt(reserved.CallId, reserved.Tool, reading.Code!)
                {
                    At = facts.Now,
                    CountsError = countsError,
                    Labels = labels,
                    IdempotencyKey = reserved.Idempotency?.Key,
                    ReservedOn = reserved.ReservedOn,
                };
        }
    }

    private static (int Entered, bool Stayed) PhaseAfter(CompiledBundle bundle, SessionState session, int tool)
    {
        int target = bundle.Tools[tool].Contract!.AdvancesTo;
        if (target < 0 || bundle.Session.Phases.IsEmpty || target == session.Phase)
        {
            return (-1, false);
        }

        return bundle.Session.Phases[session.Phase].Next.Contains(target) ? (target, false) : (-1, true);
    }

    // The result is about to be shown, so it taints also when the call failed.
    private static ImmutableArray<int> LabelsOf(ToolContract contract, Facts facts, OutcomeReading reading)
    {
        if (reading.Data is not { } data || contract.LabelsFromOutput.IsEmpty)
        {
            return [];
        }

        var scope = new Scope(facts.Environment, facts.Session.SlotValues);
        return [.. contract.LabelsFromOutput.Where(l => ConditionEvaluator.Triggers(l.Condition, data, scope)).Select(static l => l.Label).Distinct()];
    }

    private static JsonNumber? CostOf(ToolContract contract, OutcomeReading reading) =>
        contract.Cost is Cost.FromOutput cost
        && reading.Data is { } data
        && cost.Path.TrySelectSingle(data, out JsonElement value)
        && ExactNumber.TryRead(value, out JsonNumber amount)
        && amount.Sign >= 0
            ? amount
            : null;

    private static Recoverability RecoverabilityOf(ToolContract contract, OutcomeReading reading, CallSettlement kind)
    {
        if (reading.Code is null)
        {
            return reading.Class?.Recoverability ?? Recoverability.AgentCanRetry;
        }

        // Nobody may be told to repeat what perhaps happened, whatever the error says of itself, unless a repeat is safe.
        return kind == CallSettlement.InDoubt && contract.Idempotency is not { UpstreamSafe: true }
            ? Recoverability.HumanReviewRequired
            : reading.Class?.Recoverability ?? reading.Code.Recoverability;
    }

    private static string Describe(Tool tool, OutcomeReading reading, CallSettlement kind) => kind switch
    {
        CallSettlement.InDoubt when tool.Contract!.Idempotency is { UpstreamSafe: true } =>
            $"{tool.Name}: {reading.Message}. Whether it took effect is not known; the same call may be repeated safely.",
        CallSettlement.InDoubt => $"{tool.Name}: {reading.Message}. Whether it took effect is not known: do not repeat it, a person has to find out.",
        CallSettlement.Failed => $"{tool.Name}: {reading.Message}. It had no effect.",
        _ => $"{tool.Name}: {reading.Message}.",
    };
}
