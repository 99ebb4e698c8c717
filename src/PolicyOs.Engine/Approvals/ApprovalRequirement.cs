using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Approvals;

/// <summary>One checkpoint of a request; all of a request must be satisfied.</summary>
/// <param name="Checkpoint">Its name.</param>
/// <param name="Seats">Each filled by a different person; empty means the person at the client.</param>
/// <param name="Rule">How many seats must agree.</param>
/// <param name="SeparationOfDuties">Whether the requester may not decide.</param>
/// <param name="IsOutOfBand">Whether only operators decide.</param>
/// <param name="Editable">Paths of arguments that an approver may change.</param>
public sealed record ApprovalRequirement(
    string Checkpoint,
    ImmutableArray<Approver> Seats,
    ApprovalRule Rule,
    bool SeparationOfDuties,
    bool IsOutOfBand,
    ImmutableArray<string> Editable);
