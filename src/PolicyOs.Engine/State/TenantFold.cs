using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Planning;

namespace PolicyOs.Engine.State;

/// <summary>Folds events of a tenant's stream.</summary>
internal static class TenantFold
{
    public static TenantState Apply(BundlePlan plan, TenantState state, EngineEvent e)
    {
        TenantState next = state with { Version = state.Version + 1 };
        return e switch
        {
            SessionOpened opened => Change(next, opened.PrincipalId, p => p with
            {
                Open = Add(p.Open, opened.SessionId),
                Started = [.. p.Started.Where(t => t > opened.At.UtcTicks - TimeSpan.TicksPerDay), opened.At.UtcTicks],
            }),
            SessionResumed resumed => Change(next, resumed.PrincipalId, p => p with { Open = Add(p.Open, resumed.SessionId) }),
            SessionClosed closed => Change(next, closed.PrincipalId, p => p with { Open = p.Open.Remove(closed.SessionId) }),
            SessionKilled killed => Change(next, killed.PrincipalId, p => p with
            {
                Open = p.Open.Remove(killed.SessionId),
                Killed = Add(p.Killed, killed.SessionId),
            }),
            SessionReleased released => Change(next, released.PrincipalId, p => p with
            {
                Open = Add(p.Open, released.SessionId),
                Killed = p.Killed.Remove(released.SessionId),
            }),
            CallReserved reserved => Reserve(plan, next, reserved),
            CallCommitted committed => Change(next, committed.IdempotencyKey, committed.CallId, IdempotencyStatus.Recorded),
            CallFailed failed => Change(next, failed.IdempotencyKey, failed.CallId, null),
            CallInDoubt doubt => Change(next, doubt.IdempotencyKey, doubt.CallId, IdempotencyStatus.InDoubt),
            CallResolved { WasExecuted: true } resolved => Change(next, resolved.IdempotencyKey, resolved.CallId, IdempotencyStatus.Recorded),
            CallResolved resolved => Change(next, resolved.IdempotencyKey, resolved.CallId, null),
            _ => next,
        };
    }

    private static TenantState Reserve(BundlePlan plan, TenantState state, CallReserved reserved)
    {
        TenantState next = state;
        if (plan.Tools[reserved.Tool].Contract?.RateLimit is { } limit)
        {
            RateKey key = RateKey.Of(reserved.Tool, limit.Per, reserved.PrincipalId);
            RateWindow window = next.FindRate(key) ?? new RateWindow(LargestOf(limit));
            next = next with { Rates = next.Rates.With(key, window.With(reserved.At.UtcTicks)) };
        }

        if (reserved.Idempotency is { } claim)
        {
            var record = new IdempotencyRecord(
                reserved.CallId,
                reserved.ArgumentsHash,
                reserved.PrincipalId,
                reserved.SessionId,
                IdempotencyStatus.InFlight,
                reserved.At + claim.Retention,
                claim.UpstreamSafe);
            record = next.Idempotency.TryGet(claim.Key, out IdempotencyRecord earlier) && earlier.Status == IdempotencyStatus.InDoubt ? record.On(earlier) : record;
            next = next with { Idempotency = next.Idempotency.With(claim.Key, record) };
        }

        return next.Rates.Count + next.Idempotency.Count > next.SweepAt ? Sweep(next, reserved.At) : next;
    }

    private static int LargestOf(RateLimit limit) => Math.Max(1, Math.Max(limit.MaxPerMinute ?? 0, Math.Max(limit.MaxPerHour ?? 0, limit.MaxPerDay ?? 0)));

    // Swept when the maps have doubled since the last time, so that a reservation pays a constant share of it.
    private static TenantState Sweep(TenantState state, DateTimeOffset now)
    {
        PersistentMap<string, IdempotencyRecord> records = state.Idempotency;
        foreach ((string key, IdempotencyRecord record) in state.Idempotency.Entries)
        {
            records = record.Status == IdempotencyStatus.Recorded && record.Expires <= now ? records.Without(key) : records;
        }

        PersistentMap<RateKey, RateWindow> rates = state.Rates;
        foreach ((RateKey key, RateWindow window) in state.Rates.Entries)
        {
            rates = window.Last <= now.UtcTicks - TimeSpan.TicksPerDay ? rates.Without(key) : rates;
        }

        return state with { Idempotency = records, Rates = rates, SweepAt = Math.Max(1_024, 2 * (records.Count + rates.Count)) };
    }

    private static TenantState Change(TenantState state, string? key, string callId, IdempotencyStatus? status)
    {
        if (key is null || !state.Idempotency.TryGet(key, out IdempotencyRecord record))
        {
            return state;
        }

        return state with
        {
            Idempotency = record.With(callId, status) is { } changed ? state.Idempotency.With(key, changed) : state.Idempotency.Without(key),
        };
    }

    private static TenantState Change(TenantState state, string principalId, Func<PrincipalRecord, PrincipalRecord> change) =>
        state with
        {
            Principals = state.Principals.With(
                principalId, change(state.Principals.TryGet(principalId, out PrincipalRecord record) ? record : PrincipalRecord.Empty)),
        };

    private static ImmutableArray<string> Add(ImmutableArray<string> ids, string id) => ids.Contains(id) ? ids : ids.Add(id);
}
