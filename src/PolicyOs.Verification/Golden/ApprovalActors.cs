using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;

namespace PolicyOs.Verification.Golden;

/// <summary>Who decides an approval in a golden task.</summary>
internal static class ApprovalActors
{
    /// <summary>
    /// The named approver alone; else the person at the client, then, while seats stay open, somebody for each seat: so that
    /// <c>approval: approve</c> means that it is given.
    /// </summary>
    public static IEnumerable<(Decider Decider, ApprovalChannel Channel)> For(GoldenApproval approval, Approval asked, Principal principal)
    {
        if (approval.ApproverId is { } id)
        {
            yield return (new Decider(id, approval.ApproverRoles, []), ApprovalChannel.Operator);
            yield break;
        }

        yield return (new Decider(principal.Id, principal.Roles, []), ApprovalChannel.Client);
        int number = 0;
        foreach (ApprovalRequirement requirement in asked.Requirements)
        {
            ImmutableArray<Approver> seats = requirement.Seats.IsEmpty ? [new Approver(ApproverKind.User, "operator")] : requirement.Seats;
            foreach (Approver seat in seats)
            {
                number++;
                yield return (seat.Kind switch
                {
                    ApproverKind.User => new Decider(seat.Name, [], []),
                    ApproverKind.Role => new Decider($"approver-{number}", [seat.Name], []),
                    _ => new Decider($"approver-{number}", [], [seat.Name]),
                }, ApprovalChannel.Operator);
            }
        }
    }
}
