using System.Collections.Immutable;
using PolicyOs.Engine.Approvals;

namespace PolicyOs.Gateway.Observability;

/// <summary>Counts approvals of a session by what its state shows of them, so that it does not matter who decided, and where.</summary>
internal sealed class ApprovalWatch
{
    private ImmutableArray<Approval> _last = [];

    /// <summary>Compares what there is now with what there was.</summary>
    /// <param name="now">The session's approvals.</param>
    /// <param name="counts">False while the session's past is read back: it was counted when it happened.</param>
    public void Look(ImmutableArray<Approval> now, bool counts)
    {
        if (now == _last)
        {
            return;
        }

        foreach (Approval approval in counts ? now : [])
        {
            Approval? before = _last.FirstOrDefault(a => a.Id == approval.Id);
            if (before is null)
            {
                Metrics.ApprovalRequested();
            }

            if (approval.Status != ApprovalStatus.Pending && before is not { Status: not ApprovalStatus.Pending })
            {
                Metrics.ApprovalEnded(approval.Status.ToString().ToLowerInvariant(), approval.ChangedAt - approval.Created);
            }
        }

        _last = now;
    }
}
