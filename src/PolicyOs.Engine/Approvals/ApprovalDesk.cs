using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Approvals;

/// <summary>Judges what people decide (spec 2.8). Pure: who they are is proven before, the time comes in.</summary>
public static class ApprovalDesk
{
    private const int MaxComment = 1_000;

    /// <summary>Takes or refuses one person's decision.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="session">The session that holds the approval.</param>
    /// <param name="approvalId">Which approval.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="channel">How the decision came.</param>
    /// <param name="choice">What they chose.</param>
    /// <param name="comment">Their words; null when none; cut to 1,000 characters.</param>
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
        DateTimeOffset now)
    {
        if (session.Approvals.FirstOrDefault(a => a.Id == approvalId) is not { } approval)
        {
            return Refused(ApprovalRefusal.Unknown, "there is no such approval, or it was used up");
        }

        if (WhyNotOpen(bundle, session, approval, now) is { } closed)
        {
            return closed;
        }

        if (approval.Decisions.Any(d => d.Approver.Id == decider.Id))
        {
            return Refused(ApprovalRefusal.AlreadyDecided, $"{decider.Id} has decided already; every seat is filled by a different person");
        }

        if (!IsEligible(approval, decider, channel))
        {
            return Refused(ApprovalRefusal.NotEligible, WhyNotEligible(approval, decider, channel));
        }

        if (choice == ApprovalChoice.AllowOnce && ModificationRules.WhyBad(bundle, approval, decider, channel, modifications) is { } bad)
        {
            return Refused(ApprovalRefusal.BadModification, bad);
        }

        var decision = new ApprovalDecision(
            decider, choice, Cut(comment), choice == ApprovalChoice.AllowOnce ? modifications : [], now, channel);
        return new DeskAnswer.Taken(new ApprovalDecided(approvalId, decision, StatusAfter(approval, decision)) { At = now });
    }

    /// <summary>Whether this person may fill an open seat through this channel; asked before a prompt is shown.</summary>
    public static bool IsEligible(Approval approval, Decider decider, ApprovalChannel channel) =>
        approval.Requirements.Any(r => SeatPlan.IsEligible(r, approval.PrincipalId, decider, channel)
            && !SeatPlan.IsSatisfied(r, approval.PrincipalId, approval.Decisions));

    /// <summary>The event for an approval whose time is over; null when it is not pending or not over.</summary>
    public static ApprovalExpired? Expire(SessionState session, string approvalId, bool shownToEligible, DateTimeOffset now) =>
        session.Approvals.FirstOrDefault(a => a.Id == approvalId) is { Status: ApprovalStatus.Pending } approval && now >= approval.Expires
            ? new ApprovalExpired(approvalId, shownToEligible) { At = now }
            : null;

    /// <summary>
    /// The approval that changed values of this very call: before it is decided, the proposal has to be rebuilt with
    /// <see cref="Definitions.ProposalBuilder.WithEdits"/>. Null when there is none.
    /// </summary>
    public static Approval? EditsFor(SessionState session, CallProposal proposal) =>
        proposal.EditedBy is null
            ? session.Approvals.LastOrDefault(a =>
                a is { Status: ApprovalStatus.Approved, IsEdited: true } && a.CallDigest == proposal.CallDigest)
            : null;

    private static DeskAnswer.Refused? WhyNotOpen(CompiledBundle bundle, SessionState session, Approval approval, DateTimeOffset now) => approval.Status switch
    {
        ApprovalStatus.Approved or ApprovalStatus.Rejected => Refused(ApprovalRefusal.AlreadyDecided, "this approval was decided before"),
        ApprovalStatus.Cancelled => Refused(ApprovalRefusal.Cancelled, "this approval is void"),
        ApprovalStatus.Expired => Refused(ApprovalRefusal.Expired, "this approval is past its time"),
        _ when now >= approval.Expires => Refused(ApprovalRefusal.Expired, "this approval is past its time"),
        _ when session.Liveness != Liveness.Live => Refused(ApprovalRefusal.Cancelled, "this approval is void: its session is not live"),
        _ when approval.PolicyVersion != bundle.Digest => Refused(ApprovalRefusal.Cancelled, "this approval is void: the bundle has changed since it was asked for"),
        _ => null,
    };

    /// <summary>Where an approval stands with one more decision: read from the decisions themselves, whatever an event says of it.</summary>
    internal static ApprovalStatus StatusAfter(Approval approval, ApprovalDecision decision)
    {
        if (decision.Choice == ApprovalChoice.Deny)
        {
            return ApprovalStatus.Rejected;
        }

        ImmutableArray<ApprovalDecision> decisions = approval.Decisions.Add(decision);
        return approval.Requirements.All(r => SeatPlan.IsSatisfied(r, approval.PrincipalId, decisions)) ? ApprovalStatus.Approved : ApprovalStatus.Pending;
    }

    private static string WhyNotEligible(Approval approval, Decider decider, ApprovalChannel channel)
    {
        if (approval.IsOutOfBand && channel != ApprovalChannel.Operator)
        {
            return "only an operator may decide this, not the person at the client";
        }

        return decider.Id == approval.PrincipalId && approval.Requirements.Any(static r => r.SeparationOfDuties)
            ? "whoever asked may not decide this"
            : $"{decider.Id} may fill none of the open seats ({string.Join(", ", approval.Requirements.SelectMany(static r => r.Seats).Select(static s => s.Name).Distinct())})";
    }

    private static string? Cut(string? comment) => comment is null || comment.Length <= MaxComment ? comment : comment[..MaxComment];

    private static DeskAnswer.Refused Refused(ApprovalRefusal why, string message) => new(why, message);
}
