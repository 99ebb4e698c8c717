using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Approvals;

/// <summary>Judges what people decide (spec 2.8). Pure: who they are is proven before, the time comes in.</summary>
public static class ApprovalDesk
{
    /// <summary>Takes or refuses one person's decision.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="session">The session that holds the approval.</param>
    /// <param name="approvalId">Which approval.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="channel">How the decision came.</param>
    /// <param name="choice">What they chose.</param>
    /// <param name="comment">Their words; null when none.</param>
    /// <param name="modifications">Values they changed; empty with <see cref="ApprovalChoice.Deny"/>.</param>
    /// <param name="now">Now.</param>
    public static DeskAnswer Decide(
        CompiledBundle bundle,
        SessionState session,
        string approvalId,
        Decider decider,
        ApprovalChannel channel,
        ApprovalChoice choice,
        string? comment,
        ImmutableArray<Modification> modifications,
        DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>Whether this person may fill an open seat through this channel; asked before a prompt is shown.</summary>
    public static bool IsEligible(Approval approval, Decider decider, ApprovalChannel channel) => throw new NotSupportedException();

    /// <summary>The event for an approval whose time is over; null when it is not pending or not over.</summary>
    public static ApprovalExpired? Expire(SessionState session, string approvalId, bool shownToEligible, DateTimeOffset now) =>
        throw new NotSupportedException();
}
