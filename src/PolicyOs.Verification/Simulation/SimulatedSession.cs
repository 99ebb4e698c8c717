using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>One recorded session in the other bundle's world: its own state, fed with what the client, people and servers did in the record.</summary>
internal sealed class SimulatedSession
{
    private readonly SimulatedWorld _world;
    private readonly SimulatedRecord _record;
    private readonly SimulatedState _state;
    private readonly SimulatedActs _acts;
    private readonly Certainty _certainty;
    private readonly Dictionary<string, SimulatedCall> _calls = new(StringComparer.Ordinal);

    /// <summary>A session of which nothing has been taken yet.</summary>
    /// <param name="world">What sessions share.</param>
    /// <param name="session">The session.</param>
    /// <param name="hashes">The arguments' hash of every reserved call of the journal: a replay has those of the call that it repeats.</param>
    public SimulatedSession(SimulatedWorld world, RecordedSession session, IReadOnlyDictionary<string, string> hashes)
    {
        (_world, _record) = (world, new SimulatedRecord(world.Bundle, session, hashes));
        _state = new SimulatedState(world, _record);
        _acts = new SimulatedActs(world, _record, _state);
        _certainty = new Certainty(world, _record);
    }

    /// <summary>Requests for people in the record.</summary>
    public IReadOnlyList<AskedApproval> AskedBefore => _record.Asked;

    /// <summary>Requests for people by the other bundle.</summary>
    public IReadOnlyList<AskedApproval> AskedAfter => _state.Asked;

    /// <summary>Requests that are no tool calls.</summary>
    public int Requests => _acts.Requests;

    private CompiledBundle Bundle => _world.Bundle;

    /// <summary>Takes the next event of the record.</summary>
    public async ValueTask TakeAsync(RecordedEvent e)
    {
        switch (e.Type)
        {
            case "policyos.call.denied" or "policyos.call.asked" or "policyos.call.reserved" or "policyos.call.replayed":
                await DecideAsync(CallOf(e), e);
                break;
            case "policyos.call.committed" or "policyos.call.failed" or "policyos.call.in_doubt":
                await SettleAsync(CallOf(e), e, e.At);
                break;
            case "policyos.approval.requested":
                break;
            default:
                _acts.Take(e);
                break;
        }
    }

    /// <summary>Decides a call again that waits for an equal one.</summary>
    public async ValueTask RetryAsync(SimulatedCall call, DateTimeOffset now)
    {
        _world.Waiting.Remove((this, call));
        call.IsWaiting = false;
        await DecideOnceAsync(call, call.DecidedAt!, now);
    }

    /// <summary>The session as it was beside what it would have been.</summary>
    public SessionComparison Compare()
    {
        var calls = ImmutableArray.CreateBuilder<CallComparison>();
        bool hasDiverged = false;
        foreach (SimulatedCall call in _calls.Values)
        {
            if (call.IsWaiting)
            {
                call.Trail.Waits();
            }

            RecordedCall recorded = call.Recorded;
            string? after = call.Undetermined is null ? call.Trail.ToString() : null;
            bool differs = after is not null && after != recorded.Before;
            calls.Add(new(recorded.Id, recorded.Tool, recorded.At, recorded.Before, after, call.Undetermined ?? call.Message, differs && !hasDiverged));
            hasDiverged |= differs;
        }

        return new(_record.Session.Id, _record.Caller, _record.End, _certainty.Lost is null ? EndAfter() : null, _certainty.Lost, calls.ToImmutable());
    }

    private async ValueTask DecideAsync(SimulatedCall call, RecordedEvent e)
    {
        if (call.IsOver || call.InFlight is not null)
        {
            return;
        }

        if (_acts.Refused is not null)
        {
            call.Trail.Denied(_acts.Refused);
            (call.Message, call.IsOver) = ("the session would not have been opened", true);
        }
        else if (_certainty.Lost is not null)
        {
            _certainty.Pass(call);
        }
        else if (e.Text("check") == "gateway")
        {
            // The gateway itself failed; that is no decision of any bundle.
            _state.Fold(RecordedState.Read(Bundle, e)!);
            call.Trail.Denied(e.Text("code")!);
            call.IsOver = true;
        }
        else
        {
            if (call.IsWaiting)
            {
                _world.Waiting.Remove((this, call));
                call.IsWaiting = false;
            }

            await DecideOnceAsync(call, e, e.At);
        }
    }

    private async ValueTask DecideOnceAsync(SimulatedCall call, RecordedEvent e, DateTimeOffset now)
    {
        call.DecidedAt = e;
        RecordedContext? context = _record.Session.ContextAt(e.Sequence);
        string newId = e.Type == "policyos.call.asked" && !_state.Session.Approvals.Any(a => a.Id == e.Text("approval")) ? e.Text("approval")! : _world.NextId();
        RebuiltCall rebuilt = await RebuiltCall.OfAsync(_world, _record.Session, call.Recorded, context, newId);
        CallProposal proposal = _state.Presenting(rebuilt.Proposal);
        Decision decision = PolicyEngine.Decide(Bundle, _state.FactsAt(e, now), proposal);
        if (rebuilt.Tool is not null && ApprovalDesk.EditsFor(_state.Session, proposal) is { } edited)
        {
            proposal = ProposalBuilder.WithEdits(Bundle, rebuilt.Tool, rebuilt.Definition, proposal, edited, _record.Session.Tenant, _world.Records.Key);
            decision = PolicyEngine.Decide(Bundle, _state.FactsAt(e, now), proposal);
        }

        if (_certainty.WhyNot(rebuilt, decision, context) is { } why)
        {
            _certainty.Doubt(call, rebuilt.Tool, why);
            return;
        }

        if (e.Text("check") == "upstream" && decision.Verdict != Verdict.Deny)
        {
            // Its server was not there; that comes after every check.
            _state.Fold(RecordedState.Read(Bundle, e)!);
            call.Trail.Denied(e.Text("code")!);
            (call.Message, call.IsOver) = (e.Text("message"), true);
            return;
        }

        call.Message = decision.Message;
        foreach (EngineEvent consequence in decision.Events)
        {
            _state.Fold(consequence);
        }

        await FollowAsync(call, rebuilt, decision, e, now);
    }

    private async ValueTask FollowAsync(SimulatedCall call, RebuiltCall rebuilt, Decision decision, RecordedEvent e, DateTimeOffset now)
    {
        switch (decision.Verdict)
        {
            case Verdict.Deny:
                call.Trail.Denied(decision.Code!.Name);
                call.IsOver = true;
                break;
            case Verdict.Wait:
                call.IsWaiting = true;
                _world.Waiting.Add((this, call));
                break;
            case Verdict.Ask:
                call.Trail.Asked();
                if (e.Type != "policyos.call.asked" && _world.Added != AddedApprovals.Open && _acts.Answer(decision.Approval!, now))
                {
                    await DecideOnceAsync(call, e, now);
                }

                break;
            case Verdict.Allow when decision.ReplayOf is not null:
                call.Trail.Replayed();
                call.IsOver = true;
                break;
            default:
                call.Trail.Allowed(decision.Would?.Code?.Name);
                call.InFlight = decision.Events.OfType<CallReserved>().Single();
                call.HidesCapture = UnknownRows.HidesCapture(Bundle, rebuilt.Tool!.Contract!, rebuilt.Arguments);
                await DispatchAsync(call, e, now);
                break;
        }
    }

    // What was sent in the record is settled where the record settles it; what was not sent there was answered by nobody.
    private async ValueTask DispatchAsync(SimulatedCall call, RecordedEvent e, DateTimeOffset now)
    {
        if (e == call.Recorded.Reserved)
        {
            return;
        }

        if (call.Recorded.Settled is { } settled)
        {
            await SettleAsync(call, settled, now);
        }
        else
        {
            _certainty.Lose(call, $"{call.Recorded.Tool} was not sent in the record, so nobody knows what it would have done");
        }
    }

    private async ValueTask SettleAsync(SimulatedCall call, RecordedEvent settled, DateTimeOffset now)
    {
        if (call.InFlight is not { } reserved)
        {
            return;
        }

        if (_certainty.Lost is not null)
        {
            _certainty.Lose(call, _certainty.Lost);
            return;
        }

        Tool tool = Bundle.Tools[reserved.Tool];
        RecordedContext? context = _record.Session.ContextAt(settled.Sequence);
        (ToolDefinition definition, _) = await _world.DefinitionAsync(tool, context);
        bool isSameOutput = context?.Bundle == Bundle.Digest || tool.OutputSchema is null;
        (CallOutcome? outcome, string? why) = await RecordedOutcome.OfAsync(Bundle, tool, definition, isSameOutput, settled, _world.Records);
        if (outcome is null)
        {
            _certainty.Lose(call, why!);
            return;
        }

        Settlement settlement = PolicyEngine.Settle(Bundle, _state.FactsAt(settled, now), reserved, outcome);
        _state.Fold(settlement.Event);
        call.Trail.Settled(settlement.Kind, settlement.Code?.Name);
        (call.Message, call.InFlight, call.IsOver) = (settlement.Message ?? call.Message, null, true);
        if (call.HidesCapture && settlement.Kind == CallSettlement.Committed)
        {
            _certainty.Hide($"what {tool.Name} captures of its arguments was not kept");
        }
    }

    private string EndAfter() => _acts.Refused is { } code ? $"not opened: {code}" : _state.End;

    private SimulatedCall CallOf(RecordedEvent e)
    {
        string id = e.Text("call")!;
        return _calls.TryGetValue(id, out SimulatedCall? call) ? call : _calls[id] = new SimulatedCall(_record.Call(id));
    }
}
