using System.Collections.Immutable;

namespace PolicyOs.Engine.State;

/// <summary>The fold of a tenant's stream: rates, idempotency, principals. The stream of <c>per: global</c> rates folds into one too.</summary>
public sealed record TenantState
{
    private TenantState()
    {
    }

    /// <summary>The state before the first event.</summary>
    public static TenantState Initial { get; } = new();

    /// <summary>How many events it is the fold of.</summary>
    public long Version { get; init; }

    /// <summary>Windows by tool and principal.</summary>
    internal PersistentMap<RateKey, RateWindow> Rates { get; init; } = PersistentMap<RateKey, RateWindow>.Empty;

    /// <summary>Records by keyed hash of the key.</summary>
    internal PersistentMap<string, IdempotencyRecord> Idempotency { get; init; } = PersistentMap<string, IdempotencyRecord>.Empty;

    /// <summary>By principal id.</summary>
    internal PersistentMap<string, PrincipalRecord> Principals { get; init; } = PersistentMap<string, PrincipalRecord>.Empty;

    /// <summary>How many entries the maps may hold before what is over is swept out.</summary>
    internal int SweepAt { get; init; } = 1_024;

    /// <summary>The sessions of a principal that are open.</summary>
    public ImmutableArray<string> OpenSessions(string principalId) => Principals.TryGet(principalId, out PrincipalRecord record) ? record.Open : [];

    /// <summary>The sessions, each with its principal, that have a call with an idempotency key in flight.</summary>
    public IEnumerable<(string PrincipalId, string SessionId)> SessionsWithKeysInFlight =>
        Idempotency.Entries.Select(static e => e.Value).Where(static r => r.Status == IdempotencyStatus.InFlight).Select(static r => (r.PrincipalId, r.SessionId)).Distinct();

    /// <summary>
    /// The same as a process serves it. Sessions are open that it has opened itself; a key that the call of an earlier process left in flight is
    /// in doubt: nobody is there any more who could settle it (spec 2.4, 2.9).
    /// </summary>
    /// <param name="before">Another fold of the stream that the same process has served until now; null when it begins to.</param>
    public TenantState ServedAfter(TenantState? before)
    {
        PersistentMap<string, PrincipalRecord> principals = Principals;
        foreach ((string id, PrincipalRecord record) in Principals.Entries)
        {
            ImmutableArray<string> open = before?.OpenSessions(id) ?? [];
            principals = record.Open.IsEmpty && open.IsEmpty ? principals : principals.With(id, record with { Open = open });
        }

        PersistentMap<string, IdempotencyRecord> keys = Idempotency;
        foreach ((string key, IdempotencyRecord record) in Idempotency.Entries)
        {
            bool isLeft = record.Status == IdempotencyStatus.InFlight && (before is null || before.HasInDoubt(key, record.CallId));
            keys = isLeft ? keys.With(key, record with { Status = IdempotencyStatus.InDoubt }) : keys;
        }

        return this with { Principals = principals, Idempotency = keys };
    }

    /// <summary>The record of an idempotency key; null when there is none, or the time of a recorded one is over.</summary>
    /// <param name="key">Keyed hash of the key.</param>
    /// <param name="now">Now.</param>
    public IdempotencyRecord? FindIdempotency(string key, DateTimeOffset now) =>
        Idempotency.TryGet(key, out IdempotencyRecord record) && (record.Status != IdempotencyStatus.Recorded || now < record.Expires) ? record : null;

    internal RateWindow? FindRate(RateKey key) => Rates.TryGet(key, out RateWindow window) ? window : null;

    private bool HasInDoubt(string key, string callId) =>
        Idempotency.TryGet(key, out IdempotencyRecord record) && record.Status == IdempotencyStatus.InDoubt && record.CallId == callId;
}
