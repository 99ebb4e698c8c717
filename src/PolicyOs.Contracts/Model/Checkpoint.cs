using System.Collections.Immutable;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>Human approval of a call (spec 1.5, 2.8).</summary>
public sealed record Checkpoint
{
    /// <summary>The session checkpoint's name, <c>tool</c>, <c>approval_mode</c>, or the trigger's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from.</summary>
    public required CheckpointOrigin Origin { get; init; }

    /// <summary>Empty means always.</summary>
    public required ImmutableArray<Condition> When { get; init; }

    /// <summary>Whether all conditions must hold, else any.</summary>
    public required bool MatchAll { get; init; }

    /// <summary>At least 30 s.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether no answer in time lets the call through.</summary>
    public required bool AllowOnTimeout { get; init; }

    /// <summary>What is shown beside the call; empty means all top-level arguments.</summary>
    public required ImmutableArray<ContextField> Context { get; init; }

    /// <summary>The author's words; null when not given.</summary>
    public required string? Reason { get; init; }

    /// <summary>Seats; empty means the person at the client.</summary>
    public required ImmutableArray<Approver> Approvers { get; init; }

    /// <summary>How many seats must agree.</summary>
    public required ApprovalRule Rule { get; init; }

    /// <summary>Whether the requester may not decide.</summary>
    public required bool SeparationOfDuties { get; init; }

    /// <summary>Arguments that the approver may change.</summary>
    public required ImmutableArray<JsonPath> Editable { get; init; }

    /// <summary>Whether only operators decide.</summary>
    public required bool IsOutOfBand { get; init; }
}
