using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>session.yaml compiled; defaults where the file or a key is absent (spec 1.5).</summary>
public sealed record SessionContract
{
    /// <summary>Empty when the bundle has no phases.</summary>
    public required ImmutableArray<Phase> Phases { get; init; }

    /// <summary>Number of the initial phase; -1 without phases.</summary>
    public required int InitialPhase { get; init; }

    /// <summary>Counts, cost, loop, breaker.</summary>
    public required SessionLimits Limits { get; init; }

    /// <summary>Null when not given.</summary>
    public required SessionPolicy? Policy { get; init; }

    /// <summary>The index is the aggregate's number.</summary>
    public required ImmutableArray<Aggregate> Aggregates { get; init; }

    /// <summary>The index is the envelope's number.</summary>
    public required ImmutableArray<Envelope> Envelopes { get; init; }

    /// <summary>enforce · advise · observe.</summary>
    public required EnforcementMode Mode { get; init; }

    /// <summary>Purposes that a session may have; empty means any.</summary>
    public required ImmutableArray<string> Purposes { get; init; }

    /// <summary>Whether the client may state the purpose.</summary>
    public required bool PurposeFromClient { get; init; }

    /// <summary>What names a session of a client without a handle (spec 3.3).</summary>
    public required SessionKey SessionKey { get; init; }

    /// <summary>Whether refusals carry reasons, else only code and audit reference.</summary>
    public required bool FeedbackReasons { get; init; }

    /// <summary>What is kept of arguments and results (spec 5.4).</summary>
    public required RecordMode Record { get; init; }

    /// <summary>Checked on sampling requests.</summary>
    public required ImmutableArray<ProviderConstraint> ProviderConstraints { get; init; }

    /// <summary>Entities that a workflow claims.</summary>
    public required ImmutableArray<ResourceClaim> Resources { get; init; }
}
