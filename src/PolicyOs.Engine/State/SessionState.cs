using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;

namespace PolicyOs.Engine.State;

/// <summary>The fold of a session's stream.</summary>
public sealed record SessionState
{
    private SessionState()
    {
    }

    /// <summary>How many events it is the fold of: the sequence of the stream's last event.</summary>
    public long Version { get; init; }

    /// <summary>Whether it serves calls.</summary>
    public Liveness Liveness { get; init; }

    /// <summary>Phase number; -1 without phases.</summary>
    public int Phase { get; init; }

    /// <summary>Approvals that are pending, or decided and not used up.</summary>
    public ImmutableArray<Approval> Approvals { get; init; } = [];

    /// <summary>The state before the first event.</summary>
    public static SessionState Initial(CompiledBundle bundle) => new() { Phase = bundle.Session.InitialPhase };
}
