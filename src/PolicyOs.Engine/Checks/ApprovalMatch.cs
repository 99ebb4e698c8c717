using System.Collections.Immutable;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Finds the approval that belongs to a call (spec 2.8).</summary>
internal static class ApprovalMatch
{
    /// <summary>How long a rejection, or a timeout that nobody asked after, is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>The newest approval for an equal call, if it still says anything.</summary>
    public static Approval? Find(CallContext call)
    {
        ImmutableArray<Approval> approvals = call.Session.Approvals;
        for (int i = approvals.Length - 1; i >= 0; i--)
        {
            Approval approval = approvals[i];
            if (IsRemembered(approval, call.Facts.Now) && (IsGrantFor(approval, call) || IsRejectionOf(approval, call)))
            {
                return approval;
            }
        }

        return null;
    }

    /// <summary>Whether an approval was asked for exactly this call.</summary>
    public static bool IsGrantFor(Approval approval, CallContext call)
    {
        CallProposal proposal = call.Proposal;
        // The digest is of what is sent; two exposed tools may send the same.
        return approval.Tool == call.ToolPlan.Number
            && approval.CallDigest == (proposal.OriginalCallDigest ?? proposal.CallDigest)
            && approval.PrincipalId == call.Facts.Principal.Id
            && approval.SessionId == call.Session.Head.Id
            && approval.PolicyVersion == call.Bundle.Digest
            && (proposal.EditedBy is null || proposal.EditedBy == approval.Id);
    }

    /// <summary>Whether an approval still says anything now.</summary>
    public static bool IsRemembered(Approval approval, DateTimeOffset now) => approval.Status switch
    {
        ApprovalStatus.Pending or ApprovalStatus.Approved => now < approval.Expires + Memory,
        ApprovalStatus.Rejected or ApprovalStatus.Expired => now < approval.ChangedAt + Memory,
        _ => false,
    };

    // A rejection is of the tool with these arguments, whatever became of bundle and definition since.
    private static bool IsRejectionOf(Approval approval, CallContext call) =>
        approval.Status == ApprovalStatus.Rejected
        && call.ToolPlan.Tool is { } tool
        && approval.Tool == tool.Number
        && call.Proposal.EditedBy is null
        && approval.ArgumentsHash == call.Proposal.ArgumentsHash;
}
