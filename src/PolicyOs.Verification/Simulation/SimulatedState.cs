using PolicyOs.Engine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>What the other bundle would have come to in one session, and the facts of its decisions.</summary>
internal sealed class SimulatedState(SimulatedWorld world, SimulatedRecord record)
{
    private readonly List<AskedApproval> _asked = [];

    /// <summary>The fold of the session's own stream.</summary>
    public SessionState Session { get; private set; } = SessionState.Initial(world.Bundle);

    /// <summary>Requests for people.</summary>
    public IReadOnlyList<AskedApproval> Asked => _asked;

    /// <summary>Where the session is: phase and liveness.</summary>
    public string End => SessionEnd.Of(Session.Phase < 0 ? string.Empty : world.Bundle.Session.Phases[Session.Phase].Name, Session.Liveness == Liveness.Killed);

    /// <summary>Folds an event into every stream that it goes to.</summary>
    public void Fold(EngineEvent e)
    {
        Session = e.Streams.HasFlag(EventStreams.Session) ? PolicyEngine.Apply(world.Bundle, Session, e) : Session;
        world.Fold(record.Session.Tenant, e);
        if (e is ApprovalRequested requested)
        {
            _asked.Add(AskedApproval.Of(requested.Approval));
        }
    }

    /// <summary>The facts that an event of the record is decided with.</summary>
    public Facts FactsAt(RecordedEvent e, DateTimeOffset now)
    {
        RecordedContext? context = record.Session.ContextAt(e.Sequence);
        bool isQuarantined = e.Text("code") == DecisionCode.ToolQuarantined.Name;
        return new(
            Session,
            world.Tenant(record.Session.Tenant),
            record.Principal(context),
            [.. world.Bundle.Tools.Where(tool => context?.Quarantined.Contains(tool.Name) == true || (isQuarantined && tool.Name == e.Text("tool"))).Select(static tool => tool.Number)],
            [.. world.Bundle.EnvironmentNames.Select(name => context?.Environment.GetValueOrDefault(name))],
            RecordedState.Mode(world.Bundle, context),
            now)
        {
            Everyone = world.Everyone,
        };
    }

    /// <summary>The open approval of an equal call: by its id where the other bundle asked at the same place, else by what was asked about.</summary>
    public Approval? Pending(string recordedId) => record.Approval(recordedId) is { } recorded
        ? Session.Approvals.LastOrDefault(a => a.Status == ApprovalStatus.Pending && (a.Id == recordedId || IsAboutTheSame(a, recorded)))
        : null;

    /// <summary>A call that presents the approval which stands for the one it presented in the record.</summary>
    public CallProposal Presenting(CallProposal proposal) => proposal.PresentedApproval is { } id
        && record.Approval(id) is { } recorded
        && Session.Approvals.LastOrDefault(a => IsAboutTheSame(a, recorded)) is { } same
            ? proposal with { PresentedApproval = same.Id }
            : proposal;

    private static bool IsAboutTheSame(Approval simulated, Approval recorded) =>
        simulated.ArgumentsHash == recorded.ArgumentsHash && simulated.Presentation.Tool == recorded.Presentation.Tool;
}
