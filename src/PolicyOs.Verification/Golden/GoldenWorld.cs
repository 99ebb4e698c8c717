using System.Collections.Immutable;
using System.Globalization;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;

namespace PolicyOs.Verification.Golden;

/// <summary>The session of one golden task: state, clock and ids of its own; every act goes through the engine.</summary>
internal sealed class GoldenWorld
{
    private static readonly byte[] s_key = new byte[32];

    private readonly CompiledBundle _bundle;
    private readonly ImmutableArray<ToolDefinition?> _definitions;
    private readonly GoldenTask _task;
    private readonly Principal _principal;
    private readonly ImmutableArray<string?> _environment;
    private readonly string?[] _callIds;
    private readonly List<string> _events = [];
    private TenantState _tenant = TenantState.Initial;
    private TenantState _everyone = TenantState.Initial;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(56);
    private int _lastId;

    /// <summary>A session in the state that the task starts from.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="lenient">The same bundle by which given calls commit, see <see cref="Lenient"/>.</param>
    /// <param name="definitions">By tool number.</param>
    /// <param name="task">The task.</param>
    public GoldenWorld(CompiledBundle bundle, CompiledBundle lenient, ImmutableArray<ToolDefinition?> definitions, GoldenTask task)
    {
        (_bundle, _definitions, _task) = (bundle, definitions, task);
        _principal = task.Principal ?? bundle.AgentContract.DefaultPrincipal ?? Principal.Anonymous;
        _environment = [.. bundle.EnvironmentNames.Select(name => task.Environment.Where(v => v.Key == name).Select(v => v.Value).LastOrDefault())];
        _callIds = new string?[task.Steps.Length];
        Session = SessionState.Initial(bundle);
        Fold(bundle, new SessionOpened("golden", _principal.Id, _principal.Tenant, task.Purpose, task.Labels) { At = _now });
        foreach (GoldenGiven given in task.Given)
        {
            Give(lenient, given);
        }

        _events.Clear();
    }

    /// <summary>What became of the calls so far, and the phase after each.</summary>
    public List<(GoldenStep.Call Call, CallReport Report, int Phase)> Reports { get; } = [];

    /// <summary>The session's state.</summary>
    public SessionState Session { get; private set; }

    /// <summary>The snapshot that the next call would be decided on.</summary>
    public Facts Now => FactsNow(_bundle.Session.Mode);

    /// <summary>Types of the call.* and approval.* events of the steps, in order.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>Numbers of the tools that a client would see now.</summary>
    public IEnumerable<int> Visible() => PolicyEngine.Visible(_bundle, FactsNow(_bundle.Session.Mode));

    /// <summary>Carries out one step and checks what it expects.</summary>
    public IEnumerable<GoldenMismatch> Act(int number)
    {
        GoldenStep step = _task.Steps[number];
        _now += step.Advance;
        switch (step)
        {
            case GoldenStep.Call call:
                CallReport report = Call(call, number);
                Reports.Add((call, report, Session.Phase));
                return StepExpectation.Check(_bundle, call, number, report, Session.Phase);
            case GoldenStep.Label label:
                Fold(_bundle, new SessionLabelled([label.Name], "operator") { At = _now });
                break;
            case GoldenStep.Kill:
                Fold(_bundle, new SessionKilled("golden", _principal.Id, "operator", "golden task") { At = _now });
                break;
            case GoldenStep.Resolve resolve:
                return Resolve(resolve, number);
        }

        return [];
    }

    private CallReport Call(GoldenStep.Call call, int number)
    {
        Tool? tool = call.Tool < 0 ? null : _bundle.Tools[call.Tool];
        ToolDefinition? definition = call.Tool < 0 ? null : _definitions[call.Tool];
        string id = _callIds[number] = NextId("call");
        CallProposal proposal = ProposalBuilder.Build(
            _bundle, tool, definition, call.ToolName, call.Arguments, default, _principal.Tenant, id, NextId("approval"), s_key);
        Decision decision = Decide(_bundle, proposal, _bundle.Session.Mode);
        if (decision.Verdict == Verdict.Ask && call.Approval.Decision != GoldenApprovalDecision.None)
        {
            Answer(decision.Approval!, call.Approval);
            decision = Decide(_bundle, proposal, _bundle.Session.Mode);
        }

        return decision.Verdict == Verdict.Allow && decision.ReplayOf is null
            ? Dispatch(_bundle, decision, RecordedUpstream.Answer(call.Response, definition!))
            : new(decision.Verdict, decision.Code?.Name, decision.Message, Evidence.None, decision.Trace);
    }

    private void Answer(Approval asked, GoldenApproval approval)
    {
        if (approval.Decision == GoldenApprovalDecision.Timeout)
        {
            _now = asked.Expires > _now ? asked.Expires : _now;
            if (ApprovalDesk.Expire(Session, asked.Id, shownToEligible: true, _now) is { } expired)
            {
                Fold(_bundle, expired);
            }

            return;
        }

        ApprovalChoice choice = approval.Decision == GoldenApprovalDecision.Approve ? ApprovalChoice.AllowOnce : ApprovalChoice.Deny;
        foreach ((Decider decider, ApprovalChannel channel) in ApprovalActors.For(approval, asked, _principal))
        {
            if (Session.Approvals.All(a => a.Id != asked.Id || a.Status != ApprovalStatus.Pending))
            {
                return;
            }

            if (ApprovalDesk.Decide(_bundle, Session, asked.Id, decider, channel, choice, null, [], _now) is DeskAnswer.Taken taken)
            {
                Fold(_bundle, taken.Event);
            }
        }
    }

    private CallReport Dispatch(CompiledBundle bundle, Decision decision, CallOutcome outcome)
    {
        CallReserved reserved = decision.Events.OfType<CallReserved>().Single();
        Settlement settlement = PolicyEngine.Settle(bundle, FactsNow(bundle.Session.Mode), reserved, outcome);
        Fold(bundle, settlement.Event);
        return new(
            Verdict.Allow,
            settlement.Kind == CallSettlement.Committed ? null : settlement.Code?.Name,
            settlement.Message,
            settlement.Evidence,
            decision.Trace);
    }

    private IEnumerable<GoldenMismatch> Resolve(GoldenStep.Resolve resolve, int number)
    {
        // Of several calls of one tool the latest that is in doubt is meant.
        foreach (int step in resolve.Steps.Reverse())
        {
            if (PolicyEngine.Resolve(_bundle, FactsNow(_bundle.Session.Mode), _callIds[step]!, resolve.WasExecuted, "operator") is { } resolved)
            {
                Fold(_bundle, resolved);
                return [];
            }
        }

        return [new(resolve.Place, number + 1, "resolve", "a call in doubt", "the call is not in doubt", null, [])];
    }

    // Observe lets everything through that only rows 3 to 20 would stop, and counts it as it counts any call.
    private void Give(CompiledBundle lenient, GoldenGiven given)
    {
        Tool tool = lenient.Tools[given.Tool];
        CallProposal proposal = ProposalBuilder.Build(
            lenient, tool, _definitions[given.Tool], tool.Name, given.Arguments, default, _principal.Tenant, NextId("given"), NextId("approval"), s_key);
        Decision decision = Decide(lenient, proposal with { Secret = null }, EnforcementMode.Observe);
        if (decision.Events.OfType<CallReserved>().Any())
        {
            Dispatch(lenient, decision, RecordedUpstream.Given(given.Result));
        }
    }

    private Decision Decide(CompiledBundle bundle, CallProposal proposal, EnforcementMode mode)
    {
        Decision decision = PolicyEngine.Decide(bundle, FactsNow(mode), proposal);
        foreach (EngineEvent e in decision.Events)
        {
            Fold(bundle, e);
        }

        return decision;
    }

    private void Fold(CompiledBundle bundle, EngineEvent e)
    {
        Session = e.Streams.HasFlag(EventStreams.Session) ? PolicyEngine.Apply(bundle, Session, e) : Session;
        _tenant = e.Streams.HasFlag(EventStreams.Tenant) ? PolicyEngine.Apply(bundle, _tenant, e) : _tenant;
        _everyone = e.Streams.HasFlag(EventStreams.Everyone) ? PolicyEngine.Apply(bundle, _everyone, e) : _everyone;
        string type = EventCodec.TypeOf(e)["policyos.".Length..];
        if (type.StartsWith("call.", StringComparison.Ordinal) || type.StartsWith("approval.", StringComparison.Ordinal))
        {
            _events.Add(type);
        }
    }

    private Facts FactsNow(EnforcementMode mode) => new(Session, _tenant, _principal, [], _environment, mode, _now) { Everyone = _everyone };

    private string NextId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{++_lastId}");

    /// <summary>A bundle by which given calls commit whatever their output checks say.</summary>
    public static CompiledBundle Lenient(CompiledBundle bundle) => bundle with
    {
        Tools = [.. bundle.Tools.Select(tool => tool.Contract is null ? tool : tool with { Contract = tool.Contract with { OutputInvariants = [] } })],
    };
}
