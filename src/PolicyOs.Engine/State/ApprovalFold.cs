using System.Collections.Immutable;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.State;

/// <summary>Folds what happens to approvals.</summary>
internal static class ApprovalFold
{
    public static SessionState Request(SessionState state, ApprovalRequested requested) => state with
    {
        // What nobody remembers any longer goes when something new comes.
        Approvals = [.. state.Approvals.Where(a => ApprovalMatch.IsRemembered(a, requested.At)), requested.Approval],
    };

    public static SessionState Decide(SessionState state, ApprovalDecided decided) => Change(state, decided.ApprovalId, approval => approval with
    {
        Status = ApprovalDesk.StatusAfter(approval, decided.Decision),
        Decisions = approval.Decisions.Add(decided.Decision),
        ChangedAt = decided.At,
    });

    public static SessionState Expire(SessionState state, ApprovalExpired expired) => Change(state, expired.ApprovalId, approval => approval with
    {
        Status = ApprovalStatus.Expired,
        ShownToEligible = expired.ShownToEligible,
        ChangedAt = expired.At,
    });

    public static SessionState Cancel(SessionState state, ApprovalCancelled cancelled) => Change(state, cancelled.ApprovalId, approval => approval with
    {
        Status = ApprovalStatus.Cancelled,
        ChangedAt = cancelled.At,
    });

    /// <summary>An approval is used up: by the one call that it was for, or because its timeout was told.</summary>
    public static SessionState Spend(SessionState state, string approvalId) =>
        state with { Approvals = Without(state.Approvals, approvalId) };

    /// <summary>The approvals without one of them.</summary>
    public static ImmutableArray<Approval> Without(ImmutableArray<Approval> approvals, string approvalId)
    {
        for (int i = 0; i < approvals.Length; i++)
        {
            if (approvals[i].Id == approvalId)
            {
                return approvals.RemoveAt(i);
            }
        }

        return approvals;
    }

    private static SessionState Change(SessionState state, string approvalId, Func<Approval, Approval> change)
    {
        for (int i = 0; i < state.Approvals.Length; i++)
        {
            if (state.Approvals[i].Id == approvalId)
            {
                return state with { Approvals = state.Approvals.SetItem(i, change(state.Approvals[i])) };
            }
        }

        return state;
    }
}
