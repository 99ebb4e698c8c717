using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Reference;

/// <summary>One random bundle and one random sequence, given to the engine and to the naive model; a third state is folded from the journal's bytes.</summary>
internal sealed class TwinRun
{
    private static readonly Principal Ann = new("ann", "human", ["clerk"], [], "acme", JsonElement.Parse("""{"team": "blue", "level": 2, "gone": null}"""));

    private readonly Random _random;
    private readonly CompiledBundle _bundle;
    private readonly EngineHarness _engine;
    private readonly NaiveSession _naive;
    private readonly Dictionary<string, Decision> _inFlight = [];
    private readonly StringBuilder _story = new();
    private readonly HashSet<string> _codes;
    private readonly List<(string Tool, string Arguments)> _proposed = [];
    private SessionState _readBack;
    private int _folded;

    public TwinRun(int seed, HashSet<string> codes)
    {
        _codes = codes;
        _random = new Random(seed);
        _bundle = new RandomBundle(_random).Build();
        string? purpose = _random.Next(3) switch { 0 => null, 1 => "support", _ => "sales" };
        _engine = new EngineHarness(_bundle, Ann, purpose);
        _naive = new NaiveSession(_bundle, Ann, purpose, _engine.Mode) { Now = _engine.Now };
        _readBack = SessionState.Initial(_bundle);
        if (_random.Next(10) == 0)
        {
            int tool = _random.Next(_bundle.Tools.Length);
            _engine.Quarantined = [tool];
            _naive.Quarantined.Add(tool);
        }
    }

    /// <summary>Runs the sequence; throws with the whole story at the first difference.</summary>
    public void Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            Step();
            Compare();
        }
    }

    private void Step()
    {
        switch (_random.Next(100))
        {
            case < 60:
                Propose();
                break;
            case < 75:
                Settle();
                break;
            case < 85:
                Judge();
                break;
            case < 92:
                TimeSpan ahead = TimeSpan.FromSeconds(Pick(1, 20, 61, 301, 700));
                _engine.Now += ahead;
                _naive.Now += ahead;
                Tell($"clock +{ahead}");
                break;
            case < 94:
                Resolve();
                break;
            case < 96:
                Expire();
                break;
            default:
                Life();
                break;
        }
    }

    private void Propose()
    {
        string tool = _random.Next(25) == 0 ? Pick("ghost", "blocked") : $"t{_random.Next(_bundle.Tools.Length)}";
        string arguments = Arguments();
        if (_proposed.Count > 0 && _random.Next(5) == 0)
        {
            (tool, arguments) = _proposed[^_random.Next(1, Math.Min(4, _proposed.Count + 1))];
        }

        _proposed.Add((tool, arguments));
        CallProposal proposal = _engine.Propose(tool, arguments);
        bool isRetry = _engine.State.Approvals.LastOrDefault() is { } asked && _random.Next(4) == 0 && asked.CallDigest == proposal.CallDigest;
        proposal = isRetry ? proposal with { CallId = _engine.State.Approvals[^1].CallId } : proposal;
        if (_naive.InFlight.Any(c => c.Id == proposal.CallId))
        {
            return;
        }

        Tell($"propose {proposal.CallId} {tool} {arguments}");
        Decision decision = _engine.Decide(proposal);
        (string verdict, string? code, string? replay) = _naive.Decide(proposal.CallId, proposal.NewApprovalId, tool, proposal.Arguments);
        Same("verdict", verdict, decision.Verdict.ToString().ToLowerInvariant());
        Same("code", code, decision.Code?.Name);
        Same("replay", replay, decision.ReplayOf);
        _codes.Add(decision.Code?.Name ?? decision.Verdict.ToString());
        if (decision is { Verdict: Verdict.Allow, ReplayOf: null })
        {
            _inFlight[proposal.CallId] = decision;
            if (_random.Next(3) > 0)
            {
                Settle(proposal.CallId);
            }
        }
    }

    private void Settle()
    {
        if (_inFlight.Count > 0)
        {
            Settle(_inFlight.Keys.Order(StringComparer.Ordinal).ElementAt(_random.Next(_inFlight.Count)));
        }
    }

    private void Settle(string callId)
    {
        _inFlight.Remove(callId, out Decision? decision);
        CallOutcome outcome = _random.Next(12) switch
        {
            0 => new CallOutcome.TimedOut(),
            1 => new CallOutcome.NeverSent("down"),
            2 => new CallOutcome.RpcError(Pick(-32602, -32603), "no"),
            3 => new CallOutcome.RateLimited(null),
            4 => new CallOutcome.Cancelled(),
            5 => EngineHarness.Answered(Pick("""{"code": "nothing"}""", """{"code": "boom"}"""), isError: true),
            _ => EngineHarness.Answered(Result()),
        };
        Tell($"settle {callId} {outcome}");
        Settlement settlement = _engine.Settle(decision!, outcome);
        (string kind, string? code) = _naive.Settle(callId, outcome);
        Same("settlement", kind, settlement.Kind switch { CallSettlement.Committed => "committed", CallSettlement.Failed => "failed", _ => "in_doubt" });
        Same("settlement code", code, settlement.Code?.Name);
        _codes.Add(code ?? "settled");
    }

    private void Judge()
    {
        if (_engine.State.Approvals.IsEmpty)
        {
            return;
        }

        Approval approval = _engine.State.Approvals[_random.Next(_engine.State.Approvals.Length)];
        var who = new Decider(Pick("ann", "bob", "cat", "dan"), [.. new[] { "clerk", "lead" }.Where(_ => _random.Next(2) == 0)], []);
        bool yes = _random.Next(4) > 0;
        ApprovalChannel channel = Pick(ApprovalChannel.Client, ApprovalChannel.Operator);
        Tell($"judge {approval.Id} {who.Id} ({string.Join(',', who.Roles)}) {yes} {channel}");
        DeskAnswer answer = _engine.Judge(approval.Id, yes ? ApprovalChoice.AllowOnce : ApprovalChoice.Deny, who, channel);
        Same("taken", _naive.Judge(approval.Id, who, yes, channel), answer is DeskAnswer.Taken);
    }

    private void Resolve()
    {
        if (_naive.InDoubt.FirstOrDefault() is { } call)
        {
            bool executed = _random.Next(2) == 0;
            Tell($"resolve {call.Id} {executed}");
            _engine.Append(PolicyEngine.Resolve(_bundle, _engine.Facts, call.Id, executed, "op")!);
            _naive.Resolve(call.Id, executed);
        }
    }

    private void Expire()
    {
        foreach (Approval approval in _engine.State.Approvals)
        {
            bool shown = _random.Next(2) == 0;
            if (ApprovalDesk.Expire(_engine.State, approval.Id, shown, _engine.Now) is { } expired)
            {
                Tell($"expire {approval.Id} {shown}");
                _engine.Append(expired);
                _naive.Expire(approval.Id, shown);
            }
        }
    }

    private void Life()
    {
        int what = _random.Next(10);
        Tell($"life {what}");
        switch (what)
        {
            case 0:
                _engine.Append(new SessionKilled("s1", "ann", "op", "why") { At = _engine.Now });
                _naive.Kill();
                break;
            case 1:
                _engine.Append(new SessionClosed("s1", "ann", "idle") { At = _engine.Now });
                _naive.Close();
                break;
            case 2 or 3 or 4:
                _engine.Append(new SessionResumed("s1", "ann") { At = _engine.Now });
                _naive.Resume();
                break;
            case 5:
                int label = _random.Next(2);
                _engine.Append(new SessionLabelled([_bundle.Labels[label]], "op") { At = _engine.Now });
                _naive.Label(label);
                break;
            default:
                _engine.Append(new SessionReleased("s1", "ann", "op") { At = _engine.Now });
                _naive.Release();
                break;
        }
    }

    private void Compare()
    {
        SessionState state = _engine.State;
        Same("liveness", _naive.Life, state.Liveness.ToString());
        Same("phase", _naive.Phase, state.Phase);
        Same("steps", _naive.Steps, state.Steps);
        Same("tool calls", _naive.ToolCalls, state.ToolCalls);
        Same("commits", _naive.Commits, state.Commits);
        Same("blocks", _naive.Blocks, state.ConsecutiveBlocks);
        Same("errors", _naive.Errors, state.ConsecutiveErrors);
        Same("cost", NaiveValues.Text(_naive.Cost), state.Cost.ToString());
        Same("labels", string.Join(',', _naive.Labels), string.Join(',', state.LabelNames(_bundle)));
        Same("visible", string.Join(',', _naive.Visible()), string.Join(',', _engine.Visible));
        for (int slot = 0; slot < _bundle.Slots.Length; slot++)
        {
            Same($"slot {slot}", _naive.Slot(slot) is { } n ? NaiveValues.Canonical(n) : null, state.Slot(slot) is { } e ? NaiveValues.Canonical(e) : null);
        }

        CompareReadBack();
    }

    // What the journal holds folds into the very same state.
    private void CompareReadBack()
    {
        for (; _folded < _engine.Events.Count; _folded++)
        {
            EngineEvent e = _engine.Events[_folded];
            byte[] data = EventCodec.Write(_bundle, e);
            EngineEvent read = EventCodec.Read(_bundle, EventCodec.TypeOf(e), data)!;
            Same("round trip", Convert.ToHexString(data), Convert.ToHexString(EventCodec.Write(_bundle, read)));
            _readBack = PolicyEngine.Apply(_bundle, _readBack, read);
        }

        Same("read back", Text(_engine.State), Text(_readBack));
    }

    private string Text(SessionState s) => string.Create(CultureInfo.InvariantCulture,
        $"{s.Version} {s.Liveness} {s.Phase} {s.Steps} {s.ToolCalls} {s.Commits} {s.ConsecutiveBlocks} {s.ConsecutiveErrors} {s.Cost} {s.LoopEntries} {string.Join(',', s.LabelNames(_bundle))} {string.Join(',', s.Open.Select(static o => $"{o.Reserved.CallId}{o.IsInDoubt}"))} {string.Join(',', s.Approvals.Select(static a => $"{a.Id}{a.Status}{a.Decisions.Length}"))} {string.Join(',', s.PlainFacts)} {string.Join(',', s.Envelopes.Select(static v => v.Count))}");

    private string Arguments()
    {
        var members = new List<string>();
        Add(members, "id", "\"A\"", "\"B\"", "null", "1");
        Add(members, "amount", "1", "1.0", "2.50", "-1.5", "3", "0.1", "\"2\"", "4");
        Add(members, "to", "\"A\"", "\"C\"", "2");
        return "{" + string.Join(", ", members) + "}";
    }

    private string Result()
    {
        var members = new List<string>();
        Add(members, "id", "\"A\"", "\"B\"");
        Add(members, "amount", "0.1", "2", "3.5", "\"x\"");
        Add(members, "to", "\"A\"");
        Add(members, "status", "\"open\"", "\"closed\"", "null");
        return "{" + string.Join(", ", members) + "}";
    }

    private void Add(List<string> members, string name, params string[] values)
    {
        if (_random.Next(10) > 0)
        {
            members.Add($"\"{name}\": {Pick(values)}");
        }
    }

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private void Tell(string what) => _story.AppendLine(what);

    private void Same<T>(string what, T naive, T engine)
    {
        if (!EqualityComparer<T>.Default.Equals(naive, engine))
        {
            throw new InvalidOperationException($"{what}: the naive model says `{naive}`, the engine `{engine}`, after\n{_story}");
        }
    }
}
