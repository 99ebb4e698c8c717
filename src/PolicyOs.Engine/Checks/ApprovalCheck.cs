using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 20: a person has said yes wherever the contract asks for one (spec 2.8).</summary>
internal sealed class ApprovalCheck : ICheck
{
    /// <summary>A session has at most this many requests waiting for people.</summary>
    public const int MaxPending = 5;

    public int Row => 20;

    public string Name => "approval";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool is not null;

    public Finding? Examine(CallContext call)
    {
        Approval? approval = call.Known;
        if (call.Proposal.PresentedApproval is { } presented)
        {
            approval = ById(call.Session.Approvals, presented);
            if (approval is null || approval.Status == ApprovalStatus.Cancelled || !ApprovalMatch.IsGrantFor(approval, call))
            {
                return Finding.Deny(DecisionCode.ApprovalMismatch, $"the approval that this call of {call.Tool.Name} presents is not for this call, or was used before");
            }
        }

        if (Triggered(call, out ImmutableArray<Checkpoint> triggered) is { } undecided)
        {
            return undecided;
        }

        if (triggered.IsEmpty)
        {
            call.Grant = approval?.Status == ApprovalStatus.Approved ? approval : null;
            return null;
        }

        return approval is null ? Request(call, triggered) : Continue(call, triggered, approval);
    }

    private static Approval? ById(ImmutableArray<Approval> approvals, string id) => approvals.FirstOrDefault(a => a.Id == id);

    /// <returns>What is wrong when it cannot be decided whether a checkpoint asks.</returns>
    private static Finding? Triggered(CallContext call, out ImmutableArray<Checkpoint> triggered)
    {
        triggered = [];
        foreach (Checkpoint checkpoint in call.Contract.Checkpoints)
        {
            switch (CheckpointConditions.AreMet(checkpoint, call, out string? why))
            {
                case null:
                    return Finding.Deny(DecisionCode.RuleDenied, $"{call.Tool.Name}: the `when` of checkpoint `{checkpoint.Name}` cannot be decided: {why}")
                        with { Reason = checkpoint.Reason };
                case true:
                    triggered = triggered.Add(checkpoint);
                    break;
                default:
                    break;
            }
        }

        triggered = triggered.AddRange(call.RuleApprovals);
        return null;
    }

    private static Finding? Continue(CallContext call, ImmutableArray<Checkpoint> triggered, Approval approval)
    {
        bool isOver = call.Facts.Now >= approval.Expires;
        switch (approval.Status)
        {
            case ApprovalStatus.Rejected:
                string? comment = approval.Decisions.LastOrDefault(static d => d.Choice == ApprovalChoice.Deny)?.Comment;
                return Finding.Deny(DecisionCode.CheckpointDenied, $"a person has rejected this call of {call.Tool.Name}; do not repeat it")
                    with { Approval = approval, Reason = comment };
            case ApprovalStatus.Pending when !isOver:
                return Finding.Ask(approval, $"{call.Tool.Name} waits for a person to decide ({Names(triggered)}); repeat the same call later to pick the decision up");
            case ApprovalStatus.Approved when !isOver:
                return Use(call, triggered, approval);
            case ApprovalStatus.Expired when approval is { AllowOnTimeout: true, ShownToEligible: true } && Covers(approval, triggered):
                call.Grant = approval;
                return null;
            default:
                return TimedOut(call, approval);
        }
    }

    private static Finding? Use(CallContext call, ImmutableArray<Checkpoint> triggered, Approval approval)
    {
        bool isEdited = approval.IsEdited;
        if (!Covers(approval, triggered) || isEdited != (call.Proposal.EditedBy is not null))
        {
            return Finding.Deny(
                DecisionCode.ApprovalMismatch,
                isEdited
                    ? $"the values that the approver gave {call.Tool.Name} would need another approval"
                    : $"the approval of this call of {call.Tool.Name} does not cover {Names(triggered)}") with { Approval = approval, SpendsApproval = true };
        }

        call.Grant = approval;
        return null;
    }

    private static Finding TimedOut(CallContext call, Approval approval) =>
        Finding.Deny(DecisionCode.CheckpointTimeout, $"nobody decided on this call of {call.Tool.Name} in time; a person has to look before it is asked for again")
            with
            {
                Approval = approval,
                SpendsApproval = true,
                Before = approval.Status == ApprovalStatus.Pending ? [new ApprovalExpired(approval.Id, approval.ShownToEligible) { At = call.Facts.Now }] : [],
            };

    private static Finding Request(CallContext call, ImmutableArray<Checkpoint> triggered)
    {
        int pending = call.Session.Approvals.Count(a => a.Status == ApprovalStatus.Pending && call.Facts.Now < a.Expires);
        if (pending >= MaxPending)
        {
            return Finding.Deny(DecisionCode.ApprovalFlood, $"{pending} calls of this session wait for people already; wait for their decisions before asking for {call.Tool.Name}");
        }

        Approval approval = ApprovalRequest.Build(call, triggered);
        return Finding.Ask(approval, $"{call.Tool.Name} needs a person to decide first ({Names(triggered)})")
            with { RequestsApproval = true, Reason = triggered.Select(static c => c.Reason).FirstOrDefault(static r => r is not null) };
    }

    // In loops, and the next one too: they are on the way of every approved call.
    private static bool Covers(Approval approval, ImmutableArray<Checkpoint> triggered)
    {
        foreach (Checkpoint checkpoint in triggered)
        {
            if (!Covers(approval, checkpoint.Name))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Covers(Approval approval, string checkpoint)
    {
        foreach (ApprovalRequirement requirement in approval.Requirements)
        {
            if (requirement.Checkpoint == checkpoint)
            {
                return true;
            }
        }

        return false;
    }

    private static string Names(ImmutableArray<Checkpoint> checkpoints) => string.Join(", ", checkpoints.Select(static c => c.Name));
}
