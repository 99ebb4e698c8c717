using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Tests.Bundles;

/// <summary>One session in front of the engine: it does what the gateway does, without a gateway.</summary>
public sealed class EngineHarness
{
    private static readonly byte[] Key = new byte[32];
    private int _ids;

    public EngineHarness(CompiledBundle bundle, Principal? principal = null, string? purpose = null, string session = "s1")
    {
        Bundle = bundle;
        Principal = principal ?? BundleBuilder.SomePrincipal;
        State = SessionState.Initial(bundle);
        Environment = [.. bundle.EnvironmentNames.Select(static _ => (string?)null)];
        Mode = bundle.Session.Mode;
        Append(new SessionOpened(session, Principal.Id, Principal.Tenant, purpose, []) { At = Now });
    }

    public CompiledBundle Bundle { get; set; }

    public Principal Principal { get; set; }

    public SessionState State { get; set; }

    public TenantState Tenant { get; set; } = TenantState.Initial;

    public TenantState Everyone { get; set; } = TenantState.Initial;

    public ImmutableHashSet<int> Quarantined { get; set; } = [];

    public ImmutableArray<string?> Environment { get; set; }

    public EnforcementMode Mode { get; set; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public List<EngineEvent> Events { get; } = [];

    public Facts Facts => new(State, Tenant, Principal, Quarantined, Environment, Mode, Now) { Everyone = Everyone };

    public IEnumerable<string> Visible => PolicyEngine.Visible(Bundle, Facts).Select(n => Bundle.Tools[n].Name);

    public string NewId(string prefix = "c") => $"{prefix}{++_ids}";

    public CallProposal Propose(string tool, string arguments = "{}", string? callId = null, string meta = "{}") => ProposalBuilder.Build(
        Bundle,
        Bundle.ToolNumbers.TryGetValue(tool, out int number) ? Bundle.Tools[number] : null,
        null,
        tool,
        JsonElement.Parse(arguments),
        JsonElement.Parse(meta),
        Principal.Tenant,
        callId ?? NewId(),
        NewId("a"),
        Key);

    public CallProposal WithEdits(CallProposal proposal, Approval approval) =>
        ProposalBuilder.WithEdits(Bundle, Bundle.Tools[Bundle.ToolNumbers[proposal.Tool]], null, proposal, approval, Principal.Tenant, Key);

    public Decision Decide(CallProposal proposal)
    {
        Decision decision = PolicyEngine.Decide(Bundle, Facts, proposal);
        foreach (EngineEvent e in decision.Events)
        {
            Append(e);
        }

        return decision;
    }

    public Decision Decide(string tool, string arguments = "{}", string? callId = null, string meta = "{}") => Decide(Propose(tool, arguments, callId, meta));

    public Settlement Settle(Decision decision, CallOutcome outcome)
    {
        Settlement settlement = PolicyEngine.Settle(Bundle, Facts, decision.Events.OfType<CallReserved>().Single(), outcome);
        Append(settlement.Event);
        return settlement;
    }

    public Settlement Answer(Decision decision, string structured, bool isError = false) => Settle(decision, Answered(structured, isError));

    /// <summary>Decides, and when that allows, answers with a structured result.</summary>
    public Decision Call(string tool, string arguments = "{}", string structured = "{}")
    {
        Decision decision = Decide(tool, arguments);
        if (decision is { Verdict: Verdict.Allow, ReplayOf: null })
        {
            Answer(decision, structured);
        }

        return decision;
    }

    public DeskAnswer Judge(
        string approvalId, ApprovalChoice choice, Decider? decider = null, ApprovalChannel channel = ApprovalChannel.Client, params Modification[] modifications)
    {
        DeskAnswer answer = ApprovalDesk.Decide(
            Bundle, State, approvalId, decider ?? Me, channel, choice, null, [.. modifications], Now);
        if (answer is DeskAnswer.Taken taken)
        {
            Append(taken.Event);
        }

        return answer;
    }

    public Decider Me => new(Principal.Id, Principal.Roles, []);

    public void Append(EngineEvent e)
    {
        Events.Add(e);
        State = e.Streams.HasFlag(EventStreams.Session) ? PolicyEngine.Apply(Bundle, State, e) : State;
        Tenant = e.Streams.HasFlag(EventStreams.Tenant) ? PolicyEngine.Apply(Bundle, Tenant, e) : Tenant;
        Everyone = e.Streams.HasFlag(EventStreams.Everyone) ? PolicyEngine.Apply(Bundle, Everyone, e) : Everyone;
    }

    public static CallOutcome.Answered Answered(string structured, bool isError = false) =>
        new(JsonElement.Parse($$"""{"content":[],"structuredContent":{{structured}}{{(isError ? ",\"isError\":true" : string.Empty)}}}"""), null);
}
