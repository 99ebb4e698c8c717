// One file because it is one walk along a session's stream: which event leads to what, top to bottom.
using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Verification.Golden;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>One recorded session in the other bundle's world: its own state, fed with what the client, people and servers did in the record.</summary>
internal sealed class SimulatedSession
{
    private readonly SimulatedWorld _world;
    private readonly RecordedSession _session;
    private readonly Dictionary<string, RecordedCall> _recorded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Approval> _recordedApprovals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedCall> _calls = new(StringComparer.Ordinal);
    private readonly List<AskedApproval> _askedBefore = [];
    private readonly List<AskedApproval> _askedAfter = [];
    private SessionState _state;
    private string? _refused;
    private string? _uncertain;

    /// <summary>A session of which nothing has been taken yet.</summary>
    /// <param name="world">What sessions share.</param>
    /// <param name="session">The session.</param>
    /// <param name="hashes">The arguments' hash of every reserved call of the journal: a replay has those of the call that it repeats.</param>
    public SimulatedSession(SimulatedWorld world, RecordedSession session, IReadOnlyDictionary<string, string> hashes)
    {
        (_world, _session, _state) = (world, session, SessionState.Initial(world.Bundle));
        foreach (RecordedEvent e in session.Events)
        {
            if (e.Text("call") is { } id && e.Type.StartsWith("policyos.call.", StringComparison.Ordinal))
            {
                if (!_recorded.TryGetValue(id, out RecordedCall? call) && e.Text("tool") is not null)
                {
                    _recorded[id] = call = new RecordedCall(e, hashes);
                }

                call?.Take(e);
            }
            else if (RecordedState.Read(world.Bundle, e) is ApprovalRequested requested)
            {
                _recordedApprovals[requested.Approval.Id] = requested.Approval;
                _askedBefore.Add(AskedApproval.Of(requested.Approval));
            }
        }
    }

    /// <summary>Requests for people in the record.</summary>
    public IReadOnlyList<AskedApproval> AskedBefore => _askedBefore;

    /// <summary>Requests for people by the other bundle.</summary>
    public IReadOnlyList<AskedApproval> AskedAfter => _askedAfter;

    /// <summary>Requests that are no tool calls.</summary>
    public int Requests { get; private set; }

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
                TakeAct(e);
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

        return new(_session.Id, Caller(), EndBefore(), _uncertain is null ? EndAfter() : null, _uncertain, calls.ToImmutable());
    }

    private void TakeAct(RecordedEvent e)
    {
        if (_refused is not null || RecordedState.Read(Bundle, e) is not { } act)
        {
            return;
        }

        switch (act)
        {
            case SessionOpened opened:
                (DecisionCode Code, string Message)? refusal = SessionAdmission.WhyNot(Bundle, _world.Tenant(_session.Tenant), opened.PrincipalId, e.At);
                _refused = refusal?.Code.Name;
                if (_refused is null)
                {
                    Fold(opened);
                }

                break;
            case ApprovalDecided decided when Pending(decided.ApprovalId) is { } approval:
                ApprovalDecision d = decided.Decision;
                if (ApprovalDesk.Decide(Bundle, _state, approval.Id, d.Approver, d.Channel, d.Choice, d.Comment, d.Modifications, e.At) is DeskAnswer.Taken taken)
                {
                    Fold(taken.Event);
                }

                break;
            case ApprovalExpired expired when Pending(expired.ApprovalId) is { } approval
                && ApprovalDesk.Expire(_state, approval.Id, expired.ShownToEligible, e.At) is { } over:
                Fold(over);
                break;
            case ApprovalCancelled cancelled when Pending(cancelled.ApprovalId) is { } approval:
                Fold(cancelled with { ApprovalId = approval.Id });
                break;
            case ApprovalDecided or ApprovalExpired or ApprovalCancelled:
                break;
            case CallResolved resolved:
                if (PolicyEngine.Resolve(Bundle, FactsAt(e, e.At), resolved.CallId, resolved.WasExecuted, resolved.By) is { } settled)
                {
                    Fold(settled);
                }

                break;
            default:
                Requests += act is RequestAllowed or RequestDenied ? 1 : 0;
                Fold(act);
                break;
        }
    }

    private async ValueTask DecideAsync(SimulatedCall call, RecordedEvent e)
    {
        if (call.IsOver || call.InFlight is not null)
        {
            return;
        }

        if (_refused is not null)
        {
            call.Trail.Denied(_refused);
            (call.Message, call.IsOver) = ("the session would not have been opened", true);
        }
        else if (_uncertain is not null)
        {
            (call.Undetermined, call.IsOver) = (_uncertain, true);
        }
        else if (e.Text("check") == "gateway")
        {
            // The gateway itself failed; that is no decision of any bundle.
            Fold(RecordedState.Read(Bundle, e)!);
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
        RecordedContext? context = _session.ContextAt(e.Sequence);
        string newId = e.Type == "policyos.call.asked" && !_state.Approvals.Any(a => a.Id == e.Text("approval")) ? e.Text("approval")! : _world.NextId();
        RebuiltCall rebuilt = await RebuiltCall.OfAsync(_world, _session, call.Recorded, context, newId);
        CallProposal proposal = Presenting(rebuilt.Proposal);
        Decision decision = PolicyEngine.Decide(Bundle, FactsAt(e, now), proposal);
        if (rebuilt.Tool is not null && ApprovalDesk.EditsFor(_state, proposal) is { } edited)
        {
            proposal = ProposalBuilder.WithEdits(Bundle, rebuilt.Tool, rebuilt.Definition, proposal, edited, _session.Tenant, _world.Records.Key);
            decision = PolicyEngine.Decide(Bundle, FactsAt(e, now), proposal);
        }

        if (WhyUncertain(rebuilt, decision, context) is { } why)
        {
            Doubt(call, rebuilt.Tool, why);
            return;
        }

        if (e.Text("check") == "upstream" && decision.Verdict != Verdict.Deny)
        {
            // Its server was not there; that comes after every check.
            Fold(RecordedState.Read(Bundle, e)!);
            call.Trail.Denied(e.Text("code")!);
            (call.Message, call.IsOver) = (e.Text("message"), true);
            return;
        }

        call.Message = decision.Message;
        foreach (EngineEvent consequence in decision.Events)
        {
            Fold(consequence);
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
                if (e.Type != "policyos.call.asked" && _world.Added != AddedApprovals.Open && Answer(decision.Approval!, now))
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
            Lose(call, $"{call.Recorded.Tool} was not sent in the record, so nobody knows what it would have done");
        }
    }

    private async ValueTask SettleAsync(SimulatedCall call, RecordedEvent settled, DateTimeOffset now)
    {
        if (call.InFlight is not { } reserved)
        {
            return;
        }

        if (_uncertain is not null)
        {
            Lose(call, _uncertain);
            return;
        }

        Tool tool = Bundle.Tools[reserved.Tool];
        RecordedContext? context = _session.ContextAt(settled.Sequence);
        (ToolDefinition definition, _) = await _world.DefinitionAsync(tool, context);
        bool isSameOutput = context?.Bundle == Bundle.Digest || tool.OutputSchema is null;
        (CallOutcome? outcome, string? why) = await RecordedOutcome.OfAsync(Bundle, tool, definition, isSameOutput, settled, _world.Records);
        if (outcome is null)
        {
            Lose(call, why!);
            return;
        }

        Settlement settlement = PolicyEngine.Settle(Bundle, FactsAt(settled, now), reserved, outcome);
        Fold(settlement.Event);
        call.Trail.Settled(settlement.Kind, settlement.Code?.Name);
        (call.Message, call.InFlight, call.IsOver) = (settlement.Message ?? call.Message, null, true);
        if (call.HidesCapture && settlement.Kind == CallSettlement.Committed)
        {
            _uncertain = $"what {tool.Name} captures of its arguments was not kept";
        }
    }

    private string? WhyUncertain(RebuiltCall rebuilt, Decision decision, RecordedContext? context)
    {
        if (rebuilt.Tool?.Contract is { } contract)
        {
            rebuilt.Unknown.AddContract(contract, rebuilt.Arguments, Known(context) is not null, Unset(context));
            if (_world.Uncertain.Contains(rebuilt.Tool.Number))
            {
                rebuilt.Unknown.Add(contract.Idempotency is null ? 11 : 7, "another call of it is not certain");
            }
        }

        Decision deciding = decision.Verdict == Verdict.Allow && decision.Would is { } would ? would : decision;
        return rebuilt.Unknown.First is var (row, why) && row <= CheckRows.Of(deciding.Check) ? $"row {row}: {why}" : null;
    }

    private void Doubt(SimulatedCall call, Tool? tool, string why)
    {
        (call.Undetermined, call.IsOver) = (why, true);
        _uncertain = $"the decision on {call.Recorded.Tool} at {call.Recorded.At.UtcDateTime:O} is not certain ({why})";
        Spread(tool);
    }

    private void Lose(SimulatedCall call, string why)
    {
        (call.InFlight, call.IsOver) = (null, true);
        _uncertain = why;

        // What differs already differs, whatever came of the call after that.
        call.Undetermined = call.Recorded.Before.StartsWith(call.Trail.ToString(), StringComparison.Ordinal) ? why : null;
        Spread(Bundle.Tools[Bundle.ToolNumbers[call.Recorded.Tool]]);
    }

    private void Spread(Tool? tool)
    {
        if (tool?.Contract is { } contract && (contract.RateLimit is not null || contract.Idempotency is not null))
        {
            _world.Uncertain.Add(tool.Number);
        }
    }

    private bool Answer(Approval asked, DateTimeOffset now)
    {
        bool isGiven = _world.Added == AddedApprovals.Given;
        var people = new GoldenApproval(isGiven ? GoldenApprovalDecision.Approve : GoldenApprovalDecision.Reject, null, []);
        bool isTaken = false;
        foreach ((Decider decider, ApprovalChannel channel) in ApprovalActors.For(people, asked, Principal(_session.ContextAt(1))))
        {
            ApprovalChoice choice = isGiven ? ApprovalChoice.AllowOnce : ApprovalChoice.Deny;
            if (_state.Approvals.Any(a => a.Id == asked.Id && a.Status == ApprovalStatus.Pending)
                && ApprovalDesk.Decide(Bundle, _state, asked.Id, decider, channel, choice, null, [], now) is DeskAnswer.Taken taken)
            {
                Fold(taken.Event);
                isTaken = true;
            }
        }

        return isTaken && _state.Approvals.All(a => a.Id != asked.Id || a.Status != ApprovalStatus.Pending);
    }

    private void Fold(EngineEvent e)
    {
        _state = e.Streams.HasFlag(EventStreams.Session) ? PolicyEngine.Apply(Bundle, _state, e) : _state;
        _world.Fold(_session.Tenant, e);
        if (e is ApprovalRequested requested)
        {
            _askedAfter.Add(AskedApproval.Of(requested.Approval));
        }
    }

    private SimulatedCall CallOf(RecordedEvent e)
    {
        string id = e.Text("call")!;
        return _calls.TryGetValue(id, out SimulatedCall? call) ? call : _calls[id] = new SimulatedCall(_recorded[id]);
    }

    // The approval of an equal call: by its id where the other bundle asked at the same place, else by what was asked about.
    private Approval? Pending(string recordedId) => _recordedApprovals.TryGetValue(recordedId, out Approval? recorded)
        ? _state.Approvals.LastOrDefault(a => a.Status == ApprovalStatus.Pending
            && (a.Id == recordedId || (a.ArgumentsHash == recorded.ArgumentsHash && a.Presentation.Tool == recorded.Presentation.Tool)))
        : null;

    private CallProposal Presenting(CallProposal proposal) => proposal.PresentedApproval is { } id
        && _recordedApprovals.TryGetValue(id, out Approval? recorded)
        && _state.Approvals.LastOrDefault(a => a.ArgumentsHash == recorded.ArgumentsHash && a.Presentation.Tool == recorded.Presentation.Tool) is { } same
            ? proposal with { PresentedApproval = same.Id }
            : proposal;

    private Facts FactsAt(RecordedEvent e, DateTimeOffset now)
    {
        RecordedContext? context = _session.ContextAt(e.Sequence);
        bool isQuarantined = e.Text("code") == DecisionCode.ToolQuarantined.Name;
        return new(
            _state,
            _world.Tenant(_session.Tenant),
            Principal(context),
            [.. Bundle.Tools.Where(tool => context?.Quarantined.Contains(tool.Name) == true || (isQuarantined && tool.Name == e.Text("tool"))).Select(static tool => tool.Number)],
            [.. Bundle.EnvironmentNames.Select(name => context?.Environment.GetValueOrDefault(name))],
            RecordedState.Mode(Bundle, context),
            now)
        {
            Everyone = _world.Everyone,
        };
    }

    private ImmutableHashSet<int> Unset(RecordedContext? context) =>
        [.. Enumerable.Range(0, Bundle.EnvironmentNames.Length).Where(number => context?.Environment.ContainsKey(Bundle.EnvironmentNames[number]) != true)];

    private Principal? Known(RecordedContext? context) =>
        context?.Principal ?? (Bundle.AgentContract.DefaultPrincipal is { } known && known.Id == Caller() && known.Tenant == _session.Tenant ? known : null);

    private Principal Principal(RecordedContext? context) =>
        Known(context) ?? new Principal(Caller(), "unknown", [], [], _session.Tenant, JsonElement.Parse("{}"u8));

    private string Caller() => _session.Events.FirstOrDefault(static e => e.Type == "policyos.session.opened")?.Text("principal") ?? string.Empty;

    private string EndBefore()
    {
        string? entered = _session.Events.LastOrDefault(static e => e.Type is "policyos.call.committed" or "policyos.call.resolved" && e.Text("phase") is not null)?.Text("phase");
        string last = _session.Events.LastOrDefault(static e => e.Type is "policyos.session.killed" or "policyos.session.released")?.Type ?? string.Empty;
        string initial = _session.ContextAt(1)?.InitialPhase ?? (Bundle.Session.InitialPhase < 0 ? string.Empty : Bundle.Session.Phases[Bundle.Session.InitialPhase].Name);
        return End(entered ?? initial, last == "policyos.session.killed");
    }

    private string EndAfter() => _refused is not null
        ? $"not opened: {_refused}"
        : End(_state.Phase < 0 ? string.Empty : Bundle.Session.Phases[_state.Phase].Name, _state.Liveness == Liveness.Killed);

    private static string End(string phase, bool isKilled) => string.Join(", ", ((string[])[phase.Length == 0 ? "no phase" : phase, isKilled ? "killed" : ""]).Where(static part => part.Length > 0));
}
