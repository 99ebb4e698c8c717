using System.Collections.Immutable;

namespace PolicyOs.Engine.Approvals;

/// <summary>What one person decided.</summary>
/// <param name="Approver">Who, with the roles and groups they had then.</param>
/// <param name="Choice">What.</param>
/// <param name="Comment">Their words; null when none.</param>
/// <param name="Modifications">Values they changed.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Channel">How it reached us.</param>
public sealed record ApprovalDecision(
    Decider Approver,
    ApprovalChoice Choice,
    string? Comment,
    ImmutableArray<Modification> Modifications,
    DateTimeOffset DecidedAt,
    ApprovalChannel Channel);
