using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Events;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>One session as the journal has it: its calls, the requests for people, its caller, where it ended.</summary>
internal sealed class SimulatedRecord
{
    private readonly CompiledBundle _bundle;
    private readonly Dictionary<string, RecordedCall> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Approval> _approvals = new(StringComparer.Ordinal);
    private readonly List<AskedApproval> _asked = [];

    /// <summary>Reads a session.</summary>
    /// <param name="bundle">The other bundle, for what the record leaves unsaid.</param>
    /// <param name="session">The session.</param>
    /// <param name="hashes">The arguments' hash of every reserved call of the journal: a replay has those of the call that it repeats.</param>
    public SimulatedRecord(CompiledBundle bundle, RecordedSession session, IReadOnlyDictionary<string, string> hashes)
    {
        (_bundle, Session) = (bundle, session);
        foreach (RecordedEvent e in session.Events)
        {
            if (e.Text("call") is { } id && e.Type.StartsWith("policyos.call.", StringComparison.Ordinal))
            {
                if (!_calls.TryGetValue(id, out RecordedCall? call) && e.Text("tool") is not null)
                {
                    _calls[id] = call = new RecordedCall(e, hashes);
                }

                call?.Take(e);
            }
            else if (RecordedState.Read(bundle, e) is ApprovalRequested requested)
            {
                _approvals[requested.Approval.Id] = requested.Approval;
                _asked.Add(AskedApproval.Of(requested.Approval));
            }
        }
    }

    /// <summary>The session.</summary>
    public RecordedSession Session { get; }

    /// <summary>Requests for people.</summary>
    public IReadOnlyList<AskedApproval> Asked => _asked;

    /// <summary>Whose it was.</summary>
    public string Caller => Session.Events.FirstOrDefault(static e => e.Type == "policyos.session.opened")?.Text("principal") ?? string.Empty;

    /// <summary>Where it ended: phase and liveness.</summary>
    public string End
    {
        get
        {
            string? entered = Session.Events.LastOrDefault(static e => e.Type is "policyos.call.committed" or "policyos.call.resolved" && e.Text("phase") is not null)?.Text("phase");
            string last = Session.Events.LastOrDefault(static e => e.Type is "policyos.session.killed" or "policyos.session.released")?.Type ?? string.Empty;
            string initial = Session.ContextAt(1)?.InitialPhase ?? (_bundle.Session.InitialPhase < 0 ? string.Empty : _bundle.Session.Phases[_bundle.Session.InitialPhase].Name);
            return SessionEnd.Of(entered ?? initial, last == "policyos.session.killed");
        }
    }

    /// <summary>A call.</summary>
    public RecordedCall Call(string id) => _calls[id];

    /// <summary>A request for people; null when the record has none of that id.</summary>
    public Approval? Approval(string id) => _approvals.GetValueOrDefault(id);

    /// <summary>The caller with roles, permissions and attributes; null when they were not kept.</summary>
    public Principal? Known(RecordedContext? context) =>
        context?.Principal ?? (_bundle.AgentContract.DefaultPrincipal is { } known && known.Id == Caller && known.Tenant == Session.Tenant ? known : null);

    /// <summary>The caller as far as it is known.</summary>
    public Principal Principal(RecordedContext? context) =>
        Known(context) ?? new Principal(Caller, "unknown", [], [], Session.Tenant, JsonElement.Parse("{}"u8));

    /// <summary>Numbers of the environment variables that were not kept.</summary>
    public ImmutableHashSet<int> Unset(RecordedContext? context) =>
        [.. Enumerable.Range(0, _bundle.EnvironmentNames.Length).Where(number => context?.Environment.ContainsKey(_bundle.EnvironmentNames[number]) != true)];
}
