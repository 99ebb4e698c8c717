using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Planning;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Decisions;

/// <summary>Runs the checks of a tool in order and turns what they find into a decision (spec 2.1, 2.7).</summary>
internal static class DecisionMaker
{
    private const int MaxToolName = 64;

    public static Decision Decide(BundlePlan plan, Facts facts, CallProposal proposal)
    {
        var call = new CallContext(plan, plan.ToolNamed(proposal.Tool), facts, proposal);
        Finding? would = null;
        ICheck? wouldCheck = null;
        foreach (ICheck check in call.ToolPlan.Checks)
        {
            if (Examine(check, call) is not { } finding)
            {
                continue;
            }

            if (facts.Mode == EnforcementMode.Enforce || Binds(check, finding))
            {
                return Conclude(call, check, finding, wouldCheck, would);
            }

            // In advise and observe the first finding is noted, and only what binds in every mode can still stop the call.
            (would, wouldCheck) = (would ?? finding, wouldCheck ?? check);
        }

        return Allow(call, wouldCheck, would);
    }

    private static Finding? Examine(ICheck check, CallContext call)
    {
        try
        {
            return check.Examine(call);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A bug in a check, or a document that no check foresaw: closed, and said.
            return Unexpected(call.Proposal.Tool, check.Name, e);
        }
    }

    private static Finding Unexpected(string tool, string where, Exception e) =>
        Finding.Deny(DecisionCode.InternalError, $"the check {where} of {tool} failed unexpectedly ({e.GetType().Name}); nothing was sent");

    // Replays and waits are no denials: a repeat of an idempotent call is not sent twice in any mode.
    private static bool Binds(ICheck check, Finding finding) =>
        finding.Verdict is Verdict.Wait or Verdict.Allow || (check.IsEnforcedInEveryMode && finding.Code != DecisionCode.CircuitBreakerTripped);

    private static Decision Conclude(CallContext call, ICheck check, Finding finding, ICheck? wouldCheck, Finding? would) => new()
    {
        Verdict = finding.Verdict,
        Code = finding.Code,
        Check = check.Name,
        Message = finding.Message,
        Reason = finding.Reason,
        Tool = call.Proposal.Tool,
        Path = finding.Path,
        Expected = finding.Expected,
        Actual = finding.Actual,
        Recoverability = finding.Code?.Recoverability ?? Recoverability.AgentCanRetry,
        RetryAfter = finding.RetryAfter,
        Approval = finding.Approval,
        ReplayOf = finding.ReplayOf,
        PolicyVersion = call.Bundle.Digest,
        StateVersion = call.Session.Version,
        Trace = TraceBuilder.Stopped(call.ToolPlan, check, finding),
        Would = would is null ? null : Conclude(call, wouldCheck!, would, null, null) with { Events = [] },
        Events = EventsOf(call, check, finding),
    };

    private static Decision Allow(CallContext call, ICheck? wouldCheck, Finding? would)
    {
        CallReserved reserved;
        try
        {
            reserved = ReservationBuilder.Build(call, wouldCheck, would);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Conclude(call, call.ToolPlan.Checks[^1], Unexpected(call.Proposal.Tool, "reservation", e), null, null);
        }

        return new Decision
        {
            Verdict = Verdict.Allow,
            Code = null,
            Check = "all",
            Message = "every check passed",
            Tool = call.Proposal.Tool,
            Recoverability = Recoverability.AgentCanRetry,
            Approval = call.Grant,
            PolicyVersion = call.Bundle.Digest,
            StateVersion = call.Session.Version,
            Trace = would is null ? call.ToolPlan.PassTrace : TraceBuilder.Noted(call.ToolPlan, wouldCheck!, would),
            Would = would is null ? null : Conclude(call, wouldCheck!, would, null, null) with { Events = [] },
            Events = [reserved],
        };
    }

    private static ImmutableArray<EngineEvent> EventsOf(CallContext call, ICheck check, Finding finding) => finding.Verdict switch
    {
        Verdict.Deny => [.. finding.Before, Denied(call, check, finding)],
        Verdict.Ask => Asked(call, finding),
        Verdict.Allow => [new CallReplayed(call.Proposal.CallId, call.Tool.Number, finding.ReplayOf!) { At = call.Facts.Now, CountsStep = call.CountsStep }],
        _ => [],
    };

    private static CallDenied Denied(CallContext call, ICheck check, Finding finding)
    {
        string name = call.Proposal.Tool;
        return new CallDenied(
            call.Proposal.CallId,
            name.Length <= MaxToolName ? name : name[..MaxToolName],
            call.Proposal.ArgumentsHash,
            finding.Code!,
            check.Name,
            finding.Message)
        {
            At = call.Facts.Now,
            CountsStep = call.CountsStep,
            EntersLoop = call.EntersLoop,
            // What a session that serves no calls refuses says nothing about the agent.
            CountsBlock = call.EntersLoop && finding.Code != DecisionCode.RateLimited && call.Session.Liveness == Liveness.Live,
            ApprovalId = finding.SpendsApproval ? finding.Approval?.Id : null,
        };
    }

    private static ImmutableArray<EngineEvent> Asked(CallContext call, Finding finding)
    {
        if (!call.CountsStep && !finding.RequestsApproval)
        {
            return [];
        }

        var asked = new CallAsked(call.Proposal.CallId, call.Tool.Number, call.Proposal.ArgumentsHash, finding.Approval!.Id)
        {
            At = call.Facts.Now,
            CountsStep = call.CountsStep,
            EntersLoop = call.EntersLoop,
        };
        return finding.RequestsApproval ? [asked, new ApprovalRequested(finding.Approval) { At = call.Facts.Now }] : [asked];
    }
}
