using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Verification.Golden;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>What happens to a recorded session beside its calls: its opening, what people decided, what operators did.</summary>
internal sealed class SimulatedActs(SimulatedWorld world, SimulatedRecord record, SimulatedState state)
{
    /// <summary>Requests that are no tool calls.</summary>
    public int Requests { get; private set; }

    /// <summary>The code with which the other bundle would not have opened the session; null when it would have.</summary>
    public string? Refused { get; private set; }

    /// <summary>Takes an event that is no call's.</summary>
    public void Take(RecordedEvent e)
    {
        if (Refused is not null || RecordedState.Read(world.Bundle, e) is not { } act)
        {
            return;
        }

        switch (act)
        {
            case SessionOpened opened:
                Refused = SessionAdmission.WhyNot(world.Bundle, world.Tenant(record.Session.Tenant), opened.PrincipalId, e.At)?.Code.Name;
                if (Refused is null)
                {
                    state.Fold(opened);
                }

                break;
            case ApprovalDecided decided when state.Pending(decided.ApprovalId) is { } approval:
                ApprovalDecision d = decided.Decision;
                if (ApprovalDesk.Decide(world.Bundle, state.Session, approval.Id, d.Approver, d.Channel, d.Choice, d.Comment, d.Modifications, e.At) is DeskAnswer.Taken taken)
                {
                    state.Fold(taken.Event);
                }

                break;
            case ApprovalExpired expired when state.Pending(expired.ApprovalId) is { } approval
                && ApprovalDesk.Expire(state.Session, approval.Id, expired.ShownToEligible, e.At) is { } over:
                state.Fold(over);
                break;
            case ApprovalCancelled cancelled when state.Pending(cancelled.ApprovalId) is { } approval:
                state.Fold(cancelled with { ApprovalId = approval.Id });
                break;
            case ApprovalDecided or ApprovalExpired or ApprovalCancelled:
                break;
            case CallResolved resolved:
                if (PolicyEngine.Resolve(world.Bundle, state.FactsAt(e, e.At), resolved.CallId, resolved.WasExecuted, resolved.By) is { } settled)
                {
                    state.Fold(settled);
                }

                break;
            default:
                Requests += act is RequestAllowed or RequestDenied ? 1 : 0;
                state.Fold(act);
                break;
        }
    }

    /// <summary>Has the people answer whom only the other bundle asks, as the simulation was told to.</summary>
    /// <returns>Whether the approval is decided by that.</returns>
    public bool Answer(Approval asked, DateTimeOffset now)
    {
        bool isGiven = world.Added == AddedApprovals.Given;
        var people = new GoldenApproval(isGiven ? GoldenApprovalDecision.Approve : GoldenApprovalDecision.Reject, null, []);
        bool isTaken = false;
        foreach ((Decider decider, ApprovalChannel channel) in ApprovalActors.For(people, asked, record.Principal(record.Session.ContextAt(1))))
        {
            ApprovalChoice choice = isGiven ? ApprovalChoice.AllowOnce : ApprovalChoice.Deny;
            if (state.Session.Approvals.Any(a => a.Id == asked.Id && a.Status == ApprovalStatus.Pending)
                && ApprovalDesk.Decide(world.Bundle, state.Session, asked.Id, decider, channel, choice, null, [], now) is DeskAnswer.Taken taken)
            {
                state.Fold(taken.Event);
                isTaken = true;
            }
        }

        return isTaken && state.Session.Approvals.All(a => a.Id != asked.Id || a.Status != ApprovalStatus.Pending);
    }
}
