using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Secrets;
using PolicyOs.Engine.State;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Tests.Simulation;

/// <summary>Sessions side by side that do what golden tasks do in any order: calls in flight together, people, operators, failures, time.</summary>
internal sealed class RandomJournal
{
    private readonly CompiledBundle _bundle;
    private readonly Random _random;
    private readonly bool _isMasked;
    private readonly PlayedCall[][] _pool;
    private readonly ImmutableArray<ToolDefinition?> _definitions;
    private readonly List<PlayedSession> _sessions = [];
    private readonly RecordedStream _tenantStream = new();
    private readonly RecordedStream _everyoneStream = new();
    private readonly Principal _principal;
    private TenantState _tenant = TenantState.Initial;
    private TenantState _everyone = TenantState.Initial;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(56);
    private PlayedSession? _last;
    private int _lastId;
    private bool _isCalm;

    private RandomJournal(CompiledBundle bundle, int seed, bool isMasked)
    {
        (_bundle, _random, _isMasked) = (bundle, new Random(seed), isMasked);
        _pool = PlayedCall.Of(bundle);
        _definitions = [.. bundle.Tools.Select(tool => tool.Contract is null ? null : ToolDefinition.Compile(tool, bundle.LockedDefinition(tool)))];
        _principal = bundle.AgentContract.DefaultPrincipal ?? Principal.Anonymous;
    }

    /// <summary>What a gateway would have kept.</summary>
    public KeptInMemory Records { get; } = new();

    /// <summary>The sessions.</summary>
    public ImmutableArray<RecordedSession> Sessions =>
        [.. _sessions.Select(s => new RecordedSession(s.Id, $"session/{s.Principal.Id}/{s.Id}", _principal.Tenant, [.. s.Stream.Events], [Context()]))];

    /// <summary>The streams that they share.</summary>
    public Dictionary<string, IReadOnlyList<RecordedEvent>> Shared => new() { [_principal.Tenant] = _tenantStream.Events, ["*"] = _everyoneStream.Events };

    /// <summary>Plays so many acts.</summary>
    /// <param name="bundle">The contract.</param>
    /// <param name="seed">Of chance.</param>
    /// <param name="acts">How many.</param>
    /// <param name="isMasked">Whether records are masked as people may see them, else kept whole.</param>
    public static RandomJournal Play(CompiledBundle bundle, int seed, int acts, bool isMasked)
    {
        var journal = new RandomJournal(bundle, seed, isMasked);
        for (int session = 0; session < 3; session++)
        {
            journal.Open();
        }

        for (int act = 0; act < acts; act++)
        {
            journal.Act();
        }

        return journal;
    }

    /// <summary>Plays golden tasks to their ends, each in a session of its own: every call is answered, every approval given.</summary>
    public static RandomJournal Follow(CompiledBundle bundle, params string[] tasks)
    {
        var journal = new RandomJournal(bundle, 0, isMasked: false) { _isCalm = true };
        foreach (GoldenTask task in tasks.Select(id => bundle.GoldenTasks.Single(task => task.Id == id)))
        {
            journal.Open(task.Purpose);
            PlayedSession session = journal._sessions[^1];
            foreach (PlayedCall call in PlayedCall.Of(task, bundle))
            {
                journal._now += TimeSpan.FromMinutes(1);
                journal.Call(session, call);
            }
        }

        return journal;
    }

    private RecordedContext Context() => new(
        0,
        _bundle.Digest,
        _bundle.Session.InitialPhase < 0 ? null : _bundle.Session.Phases[_bundle.Session.InitialPhase].Name,
        null,
        _principal,
        _bundle.EnvironmentNames.ToImmutableDictionary(name => name, string? (_) => null),
        _bundle.Tools.Where(tool => tool.Contract is not null).ToImmutableDictionary(tool => tool.Name, tool => (string.Empty, _definitions[tool.Number]!.InputFingerprint)),
        []);

    private void Open() => Open(_bundle.Session.Purposes.IsEmpty ? null : _bundle.Session.Purposes[_random.Next(_bundle.Session.Purposes.Length)]);

    private void Open(string? purpose)
    {
        if (SessionAdmission.WhyNot(_bundle, _tenant, _principal.Id, _now) is null)
        {
            var session = new PlayedSession(NextId("s"), _principal, SessionState.Initial(_bundle));
            _sessions.Add(session);
            Append(session, new SessionOpened(session.Id, _principal.Id, _principal.Tenant, purpose, []) { At = _now });
        }
    }

    private void Act()
    {
        // Several things happen at the very same time, too.
        _now += _random.Next(4) switch { 0 => TimeSpan.Zero, 1 => TimeSpan.FromMilliseconds(3), 2 => TimeSpan.FromSeconds(20), _ => TimeSpan.FromMinutes(_random.Next(8)) };
        PlayedSession session = _sessions[_random.Next(_sessions.Count)];
        if (session != _last)
        {
            // What two sessions do in the same 100 ns is in no order that a journal tells.
            (_now, _last) = (_now.AddTicks(1), session);
        }

        switch (_random.Next(60))
        {
            case 0:
                Append(session, new SessionKilled(session.Id, _principal.Id, "ines", "drill") { At = _now });
                break;
            case 1 or 2 when session.State.Liveness is Liveness.Killed or Liveness.Tripped:
                Append(session, new SessionReleased(session.Id, _principal.Id, "ines") { At = _now });
                break;
            case 3 when !_bundle.Labels.IsEmpty:
                Append(session, new SessionLabelled([_bundle.Labels[_random.Next(_bundle.Labels.Length)]], "ines") { At = _now });
                break;
            case 4 when session.State.Open.FirstOrDefault(open => open.IsInDoubt) is { } doubt:
                Append(session, PolicyEngine.Resolve(_bundle, FactsOf(session), doubt.Reserved.CallId, _random.Next(2) == 0, "ines")!);
                break;
            case 5:
                Open();
                break;
            case >= 6 and < 14 when session.InFlight.Count > 0:
                Settle(session, _random.Next(session.InFlight.Count));
                break;
            case >= 14 and < 20 when session.State.Approvals.FirstOrDefault(a => a.Status == ApprovalStatus.Pending) is { } approval:
                Decide(session, approval);
                break;
            default:
                session.Last = Next(session);
                Call(session, session.Last);
                break;
        }
    }

    // Mostly what a golden task does next; sometimes the last call again, where replays, conflicts and loops come from; sometimes any.
    private PlayedCall Next(PlayedSession session)
    {
        switch (_random.Next(10))
        {
            case 0 when session.Last is { } last:
                return last;
            case 1:
                PlayedCall[] any = _pool[_random.Next(_pool.Length)];
                return any[_random.Next(any.Length)];
            default:
                session.Script = session.Script.Count > 0 ? session.Script : new Queue<PlayedCall>(_pool[_random.Next(_pool.Length)]);
                return session.Script.Dequeue();
        }
    }

    private void Call(PlayedSession session, PlayedCall call)
    {
        string id = NextId("c");
        Tool? tool = call.Tool < 0 ? null : _bundle.Tools[call.Tool];
        CallProposal proposal = ProposalBuilder.Build(
            _bundle, tool, call.Tool < 0 ? null : _definitions[call.Tool], call.Name, call.Arguments, default, _principal.Tenant, id, NextId("a"), Records.Key);
        Decide(session, call, proposal);
        if ((_isCalm || _random.Next(2) == 0) && session.State.Approvals.FirstOrDefault(a => a.CallId == id && a.Status == ApprovalStatus.Pending) is { } asked)
        {
            // The person at the client is asked while the call waits.
            Decide(session, asked);
            if (session.State.Approvals.Any(a => a.Id == asked.Id && a.Status != ApprovalStatus.Pending))
            {
                Decide(session, call, proposal);
            }
        }
    }

    private void Decide(PlayedSession session, PlayedCall call, CallProposal proposal)
    {
        Keep(proposal, call);
        Decision decision = PolicyEngine.Decide(_bundle, FactsOf(session), proposal);
        foreach (EngineEvent e in decision.Events)
        {
            Append(session, e);
        }

        if (decision.Events.OfType<CallReserved>().FirstOrDefault() is { } reserved)
        {
            session.InFlight.Add((reserved, call));
            if (_isCalm || _random.Next(4) > 0)
            {
                Settle(session, session.InFlight.Count - 1);
            }
        }
    }

    private void Decide(PlayedSession session, Approval approval)
    {
        if (!_isCalm && _random.Next(4) == 0)
        {
            _now = approval.Expires > _now ? approval.Expires : _now;
            if (ApprovalDesk.Expire(session.State, approval.Id, _random.Next(2) == 0, _now) is { } expired)
            {
                Append(session, expired);
            }

            return;
        }

        Approver[] seats = [.. approval.Requirements.SelectMany(r => r.Seats)];
        (Decider person, ApprovalChannel channel) = seats.Length == 0 || (!_isCalm && _random.Next(3) == 0)
            ? (new Decider(_principal.Id, _principal.Roles, []), ApprovalChannel.Client)
            : (new Decider($"person-{_random.Next(3)}", [.. seats.Select(seat => seat.Name)], []), ApprovalChannel.Operator);
        ApprovalChoice choice = !_isCalm && _random.Next(4) == 0 ? ApprovalChoice.Deny : ApprovalChoice.AllowOnce;
        if (ApprovalDesk.Decide(_bundle, session.State, approval.Id, person, channel, choice, null, [], _now) is DeskAnswer.Taken taken)
        {
            Append(session, taken.Event);
        }
    }

    private void Settle(PlayedSession session, int number)
    {
        (CallReserved reserved, PlayedCall call) = session.InFlight[number];
        session.InFlight.RemoveAt(number);
        CallOutcome outcome = OutcomeOf(reserved, call);
        Append(session, PolicyEngine.Settle(_bundle, FactsOf(session), reserved, outcome).Event);
    }

    private CallOutcome OutcomeOf(CallReserved reserved, PlayedCall call)
    {
        switch (_isCalm ? 12 : _random.Next(12))
        {
            case 0:
                return new CallOutcome.TimedOut();
            case 1:
                return new CallOutcome.ConnectionLost("it went away");
            case 2:
                return new CallOutcome.NeverSent("it was not there");
            case 3:
                Records.Failures[reserved.CallId] = (-32602, "bad");
                return new CallOutcome.RpcError(-32602, "bad");
            default:
                JsonElement result = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["content"] = Array.Empty<string>(), ["structuredContent"] = call.Result });
                ToolContract contract = _bundle.Tools[reserved.Tool].Contract!;
                JsonElement masked = _isMasked ? ResultMasking.Mask(result, contract.Sensitive, secrets: true) : result;
                Records.Results[reserved.CallId] = (masked, JsonElement.DeepEquals(result, masked));
                ToolDefinition definition = _definitions[reserved.Tool]!;
                return new CallOutcome.Answered(result, definition.CheckOutput(result), definition.HasOutputSchema);
        }
    }

    private void Keep(CallProposal proposal, PlayedCall call)
    {
        if (call.Tool >= 0 && _bundle.Tools[call.Tool].Contract is { } contract)
        {
            Records.Arguments[proposal.ArgumentsHash] = _isMasked ? Masking.Mask(proposal.Arguments, contract.Sensitive, secrets: true) : proposal.Arguments;
        }
    }

    private void Append(PlayedSession session, EngineEvent e)
    {
        if (e.Streams.HasFlag(EventStreams.Session))
        {
            session.State = PolicyEngine.Apply(_bundle, session.State, e);
            session.Stream.Append(_bundle, e);
        }

        if (e.Streams.HasFlag(EventStreams.Tenant))
        {
            _tenant = PolicyEngine.Apply(_bundle, _tenant, e);
            _tenantStream.Append(_bundle, e);
        }

        if (e.Streams.HasFlag(EventStreams.Everyone))
        {
            _everyone = PolicyEngine.Apply(_bundle, _everyone, e);
            _everyoneStream.Append(_bundle, e);
        }
    }

    private Facts FactsOf(PlayedSession session) => new(
        session.State, _tenant, _principal, [], [.. _bundle.EnvironmentNames.Select(string? (_) => null)], _bundle.Session.Mode, _now) { Everyone = _everyone };

    private string NextId(string kind) => $"{kind}-{++_lastId}";
}
