using System.Text.Json;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Sessions;

/// <summary>
/// What this process has appended, or is about to append, to one stream that sessions of several bundles share: each of its ledgers knows it
/// by this when it reads it back, until all of them have folded it.
/// </summary>
internal sealed class OwnAppends
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<EventDraft>> _claims = [];
    private readonly List<TenantLedger> _ledgers = [];
    private long _oldest = long.MaxValue;

    /// <summary>A ledger folds the stream from now on.</summary>
    public void Join(TenantLedger ledger)
    {
        lock (_gate)
        {
            _ledgers.Add(ledger);
        }
    }

    /// <summary>A ledger folds it no more.</summary>
    public void Leave(TenantLedger ledger)
    {
        lock (_gate)
        {
            _ledgers.Remove(ledger);
        }
    }

    /// <summary>Drafts are about to be appended after a version.</summary>
    public void Claim(long version, IReadOnlyList<EventDraft> drafts)
    {
        lock (_gate)
        {
            _oldest = Math.Min(_oldest, version + 1);
            for (int i = 0; i < drafts.Count; i++)
            {
                if (!_claims.TryGetValue(version + 1 + i, out List<EventDraft>? claimed))
                {
                    _claims[version + 1 + i] = claimed = [];
                }

                claimed.Add(drafts[i]);
            }
        }
    }

    /// <summary>Whether an event that was read back is this process's own.</summary>
    public bool Has(JournalEvent e)
    {
        EventDraft[] claimed;
        lock (_gate)
        {
            claimed = _claims.TryGetValue(e.Sequence, out List<EventDraft>? drafts) ? [.. drafts] : [];
        }

        // The journal keeps the canonical form of what it is given.
        return claimed.Any(draft => draft.Type == e.Draft.Type && JsonElement.DeepEquals(JsonElement.Parse(draft.Data.Span), JsonElement.Parse(e.Draft.Data.Span)));
    }

    /// <summary>A ledger has moved on: what all of them have folded is read back by none.</summary>
    /// <returns>The ledgers that have yet to read what it has folded.</returns>
    public IReadOnlyList<TenantLedger> Moved(long version)
    {
        lock (_gate)
        {
            long folded = long.MaxValue;
            foreach (TenantLedger ledger in _ledgers)
            {
                folded = Math.Min(folded, ledger.State.Version);
            }

            for (; _claims.Count > 0 && _oldest <= folded; _oldest++)
            {
                _claims.Remove(_oldest);
            }

            return _ledgers.Count == 1 ? [] : [.. _ledgers.Where(ledger => ledger.State.Version < version)];
        }
    }
}
