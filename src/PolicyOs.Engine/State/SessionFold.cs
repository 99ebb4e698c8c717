using System.Collections.Immutable;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Planning;

namespace PolicyOs.Engine.State;

/// <summary>Folds events of a session's stream.</summary>
internal static class SessionFold
{
    private const int MaxAskedProposals = 64;

    public static SessionState Apply(BundlePlan plan, SessionState state, EngineEvent e)
    {
        if (e is CallReserved allowed)
        {
            // The one event on the way of every call: folded in a single copy.
            return CallFold.Reserve(plan, state, allowed);
        }

        SessionState next = state with { Version = state.Version + 1 };
        return e switch
        {
            SessionOpened opened => LabelFold.AddNames(
                plan, next with { Head = new SessionHead(opened.SessionId, opened.PrincipalId, opened.Tenant, opened.Purpose, opened.At) }, opened.Labels),
            SessionClosed => Ended(next, next.Liveness is Liveness.Live ? Liveness.Closed : next.Liveness),
            SessionKilled => Ended(next, Liveness.Killed),
            SessionReleased => next with { Liveness = Liveness.Live, ConsecutiveBlocks = 0, ConsecutiveErrors = 0 },
            // What failed while it was closed may have been one error too many.
            SessionResumed => Tripped(plan, next with { Liveness = next.Liveness is Liveness.Closed ? Liveness.Live : next.Liveness }),
            SessionLabelled labelled => LabelFold.AddNames(plan, next, labelled.Labels),
            ToolsChanged => next,
            CallDenied denied => Denied(plan, next, denied),
            CallAsked asked => Asked(plan, next, asked),
            CallCommitted committed => CallFold.Commit(plan, next, committed),
            CallFailed failed => CallFold.Fail(plan, next, failed),
            CallInDoubt doubt => CallFold.Doubt(plan, next, doubt),
            CallResolved resolved => CallFold.Resolve(plan, next, resolved),
            CallReplayed replayed => Counted(next, replayed.CountsStep) with { AskedProposals = next.AskedProposals.Remove(replayed.CallId) },
            RequestAllowed request => next with { Steps = next.Steps + 1, Labels = BitSet.With(next.Labels, request.Labels) },
            RequestDenied => next with { Steps = next.Steps + 1 },
            ApprovalRequested requested => ApprovalFold.Request(next, requested),
            ApprovalDecided decided => ApprovalFold.Decide(next, decided),
            ApprovalExpired expired => ApprovalFold.Expire(next, expired),
            ApprovalCancelled cancelled => ApprovalFold.Cancel(next, cancelled),
            _ => throw new InvalidOperationException($"{e.GetType().Name} is not known"),
        };
    }

    /// <summary>Counts a proposal's first event.</summary>
    public static SessionState Counted(SessionState state, bool countsStep) => countsStep ? state with { Steps = state.Steps + 1 } : state;

    /// <summary>Puts a proposal into the loop window.</summary>
    public static SessionState Looped(BundlePlan plan, SessionState state, bool enters, ulong nameHash, string argumentsHash)
    {
        int window = plan.EmptyLoopWindow.Length;
        return enters && window > 0
            ? state with
            {
                LoopWindow = state.LoopWindow.With(state.LoopEntries % window, LoopFingerprint.Of(nameHash, argumentsHash)),
                LoopEntries = state.LoopEntries + 1,
            }
            : state;
    }

    /// <summary>Stops a session whose breaker's count is full.</summary>
    public static SessionState Tripped(BundlePlan plan, SessionState state) =>
        plan.Bundle.Session.Limits.Breaker is { } breaker && state.Liveness == Liveness.Live
        && (state.ConsecutiveBlocks >= breaker.ConsecutiveBlocks || state.ConsecutiveErrors >= breaker.ConsecutiveErrors)
            ? state with { Liveness = Liveness.Tripped }
            : state;

    private static SessionState Denied(BundlePlan plan, SessionState state, CallDenied denied)
    {
        ToolPlan tool = plan.ToolNamed(denied.Tool);
        ulong name = tool.Tool is null ? LoopFingerprint.HashOf(denied.Tool) : tool.NameHash;
        SessionState next = Looped(plan, Counted(state, denied.CountsStep), denied.EntersLoop, name, denied.ArgumentsHash);
        next = next with
        {
            ConsecutiveBlocks = next.ConsecutiveBlocks + (denied.CountsBlock ? 1 : 0),
            AskedProposals = next.AskedProposals.Remove(denied.CallId),
        };
        return Tripped(plan, denied.ApprovalId is { } spent ? ApprovalFold.Spend(next, spent) : next);
    }

    private static SessionState Asked(BundlePlan plan, SessionState state, CallAsked asked)
    {
        SessionState next = Looped(plan, Counted(state, asked.CountsStep), asked.EntersLoop, plan.Tools[asked.Tool].NameHash, asked.ArgumentsHash);
        if (next.AskedProposals.Contains(asked.CallId))
        {
            return next;
        }

        ImmutableArray<string> proposals = next.AskedProposals.Length < MaxAskedProposals ? next.AskedProposals : next.AskedProposals.RemoveAt(0);
        return next with { AskedProposals = proposals.Add(asked.CallId) };
    }

    private static SessionState Ended(SessionState state, Liveness liveness) => state with
    {
        Liveness = liveness,
        Approvals = [.. state.Approvals.Where(static a => a.Status is ApprovalStatus.Rejected)],
        AskedProposals = [],
    };
}
