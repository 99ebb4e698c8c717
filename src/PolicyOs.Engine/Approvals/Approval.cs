using System.Collections.Immutable;

namespace PolicyOs.Engine.Approvals;

/// <summary>A grant for exactly one call (spec 2.8).</summary>
public sealed record Approval
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The session that asks.</summary>
    public required string SessionId { get; init; }

    /// <summary>The requester.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>The proposal that asked first.</summary>
    public required string CallId { get; init; }

    /// <summary>Tool number; -1 after reading back against a bundle without that tool.</summary>
    public required int Tool { get; init; }

    /// <summary>Keyed hash of the canonical arguments: what a rejection is remembered for.</summary>
    public required string ArgumentsHash { get; init; }

    /// <summary>Server identity, upstream name, pinned definition and canonical arguments: what the grant is for.</summary>
    public required string CallDigest { get; init; }

    /// <summary>Digest of the bundle that asked.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>One entry for each checkpoint that triggered.</summary>
    public required ImmutableArray<ApprovalRequirement> Requirements { get; init; }

    /// <summary>What people are shown.</summary>
    public required ApprovalPresentation Presentation { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>From then on no decision is taken; the shortest timeout of the checkpoints.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Whether no answer lets the call through: every checkpoint says <c>on_timeout: allow</c>.</summary>
    public required bool AllowOnTimeout { get; init; }

    /// <summary>Where it stands.</summary>
    public ApprovalStatus Status { get; init; }

    /// <summary>What people decided, in order.</summary>
    public ImmutableArray<ApprovalDecision> Decisions { get; init; } = [];

    /// <summary>After expiry: whether an eligible person had been shown the request.</summary>
    public bool ShownToEligible { get; init; }

    /// <summary>When it was last decided, expired or cancelled; a rejection is remembered for ten minutes from then.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The values that approvers changed; of two changes of one path the later.</summary>
    public ImmutableArray<Modification> Modifications =>
    [
        .. Decisions.SelectMany(static d => d.Modifications).GroupBy(static m => m.Path).Select(static g => g.Last()),
    ];

    /// <summary>Whether approvers changed any value; without making the list of them, which every approved call asks for.</summary>
    public bool IsEdited
    {
        get
        {
            foreach (ApprovalDecision decision in Decisions)
            {
                if (!decision.Modifications.IsEmpty)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether only operators may decide one of its checkpoints.</summary>
    public bool IsOutOfBand => Requirements.Any(static r => r.IsOutOfBand);
}
