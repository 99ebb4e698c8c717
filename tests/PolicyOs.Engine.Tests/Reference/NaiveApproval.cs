using PolicyOs.Engine.Approvals;

namespace PolicyOs.Engine.Tests.Reference;

internal sealed class NaiveApproval
{
    public required string Id { get; init; }

    public required int Tool { get; init; }

    public required string Arguments { get; init; }

    public required List<PolicyOs.Contracts.Model.Checkpoint> Checkpoints { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public string Status { get; set; } = "pending";

    public DateTimeOffset ChangedAt { get; set; }

    public bool Shown { get; set; }

    public List<(Decider Who, bool Yes, ApprovalChannel Channel)> Decisions { get; } = [];
}
