using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Planning;

namespace PolicyOs.Engine.State;

/// <summary>Folds reservation and settlement of calls (spec 2.4).</summary>
internal static class CallFold
{
    /// <summary>Calls in doubt that are kept for an operator; what an older one reserved can no longer be taken back.</summary>
    private const int MaxInDoubt = 64;

    public static SessionState Reserve(BundlePlan plan, SessionState state, CallReserved reserved)
    {
        ToolPlan tool = plan.Tools[reserved.Tool];
        ToolContract contract = tool.Contract!;
        int window = reserved.EntersLoop ? plan.EmptyLoopWindow.Length : 0;
        return state with
        {
            Version = state.Version + 1,
            Approvals = reserved.ApprovalId is { } approval ? ApprovalFold.Without(state.Approvals, approval) : state.Approvals,
            Steps = state.Steps + (reserved.CountsStep ? 1 : 0),
            ToolCalls = state.ToolCalls + 1,
            CallCounts = tool.Counter < 0 ? state.CallCounts : state.CallCounts.With(tool.Counter, state.CallCounts[tool.Counter] + 1),
            Cost = reserved.Cost.Sign == 0 ? state.Cost : state.Cost.Add(reserved.Cost),
            Labels = contract.AddsLabels.IsEmpty ? state.Labels : BitSet.With(state.Labels, contract.AddsLabels),
            Forbidden = contract.ForbidsAfter.IsEmpty ? state.Forbidden : BitSet.With(state.Forbidden, contract.ForbidsAfter),
            Aggregates = AggregateFold.Add(state.Aggregates, reserved.Aggregates),
            Open = state.Open.Add(new OpenCall(reserved, state.Version + 1, IsInDoubt: false)),
            AskedProposals = state.AskedProposals.IsEmpty ? state.AskedProposals : state.AskedProposals.Remove(reserved.CallId),
            LoopWindow = window == 0
                ? state.LoopWindow
                : state.LoopWindow.With(state.LoopEntries % window, LoopFingerprint.Of(tool.NameHash, reserved.ArgumentsHash)),
            LoopEntries = state.LoopEntries + (window == 0 ? 0 : 1),
        };
    }

    public static SessionState Commit(BundlePlan plan, SessionState state, CallCommitted committed)
    {
        SessionState next = state;
        if (Find(state, committed.CallId) is { } open)
        {
            next = Settle(plan, Close(next, open), open);
            next = committed.Cost is { } cost ? next with { Cost = next.Cost.Subtract(open.Reserved.Cost).Add(cost) } : next;
        }

        next = CaptureFold.Apply(plan, next, committed) with
        {
            Phase = committed.Phase >= 0 ? committed.Phase : next.Phase,
            Commits = next.Commits + 1,
            ConsecutiveBlocks = 0,
            ConsecutiveErrors = committed.CountsError ? next.ConsecutiveErrors + 1 : 0,
            Labels = BitSet.With(next.Labels, committed.Labels),
        };
        return SessionFold.Tripped(plan, next);
    }

    public static SessionState Fail(BundlePlan plan, SessionState state, CallFailed failed)
    {
        SessionState next = Find(state, failed.CallId) is { } open ? Release(Close(state, open), open) : state;
        return Errored(plan, next, failed.CountsError, failed.Labels);
    }

    public static SessionState Doubt(BundlePlan plan, SessionState state, CallInDoubt doubt)
    {
        SessionState next = state;
        if (Find(state, doubt.CallId) is { } open)
        {
            OpenCall doubtful = open with { IsInDoubt = true, Reserved = open.Reserved with { Arguments = default } };
            next = next with { Open = next.Open.Replace(open, doubtful) };
            if (next.Open.Count(static o => o.IsInDoubt) > MaxInDoubt)
            {
                OpenCall oldest = next.Open.First(static o => o.IsInDoubt);
                next = Settle(plan, Close(next, oldest), oldest);
            }
        }

        return Errored(plan, next, doubt.CountsError, doubt.Labels);
    }

    public static SessionState Resolve(BundlePlan plan, SessionState state, CallResolved resolved)
    {
        if (Find(state, resolved.CallId) is not { IsInDoubt: true } open)
        {
            return state;
        }

        SessionState closed = Close(state, open);
        return resolved.WasExecuted
            ? Settle(plan, closed, open) with { Phase = resolved.Phase >= 0 ? resolved.Phase : closed.Phase, Commits = closed.Commits + 1 }
            : Release(closed, open);
    }

    private static SessionState Errored(BundlePlan plan, SessionState state, bool countsError, ImmutableArray<int> labels) =>
        SessionFold.Tripped(plan, state with
        {
            ConsecutiveErrors = state.ConsecutiveErrors + (countsError ? 1 : 0),
            Labels = BitSet.With(state.Labels, labels),
        });

    private static OpenCall? Find(SessionState state, string callId)
    {
        foreach (OpenCall open in state.Open)
        {
            if (open.Reserved.CallId == callId)
            {
                return open;
            }
        }

        return null;
    }

    private static SessionState Close(SessionState state, OpenCall open) => state with { Open = state.Open.Remove(open, ReferenceEqualityComparer.Instance) };

    /// <summary>The call can no longer be taken back: its extreme and monotonic values become part of the settled ones.</summary>
    private static SessionState Settle(BundlePlan plan, SessionState state, OpenCall open) => state with
    {
        Aggregates = AggregateFold.Settle(state.Aggregates, open.Reserved.Aggregates),
        Envelopes = CaptureFold.SettleSeries(plan, state.Envelopes, open),
    };

    private static SessionState Release(SessionState state, OpenCall open) => state with
    {
        Aggregates = AggregateFold.Release(state.Aggregates, open.Reserved.Aggregates),
        Cost = open.Reserved.Cost.Sign == 0 ? state.Cost : state.Cost.Subtract(open.Reserved.Cost),
    };
}
