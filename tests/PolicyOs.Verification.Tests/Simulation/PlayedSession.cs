using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;

namespace PolicyOs.Verification.Tests.Simulation;

/// <summary>One session of a random journal while it is played.</summary>
internal sealed class PlayedSession(string id, Principal principal, SessionState state)
{
    public string Id => id;

    public Principal Principal => principal;

    public SessionState State { get; set; } = state;

    public RecordedStream Stream { get; } = new();

    /// <summary>The calls of the golden task that it follows, where it does not do something else.</summary>
    public Queue<PlayedCall> Script { get; set; } = [];

    /// <summary>Its last call.</summary>
    public PlayedCall? Last { get; set; }

    /// <summary>Calls that were sent and not answered yet.</summary>
    public List<(CallReserved Reserved, PlayedCall Call)> InFlight { get; } = [];
}
