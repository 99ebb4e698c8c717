using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;

namespace PolicyOs.Gateway.Sessions;

/// <summary>The fold of a tenant's stream, shared by the sessions of that tenant.</summary>
internal sealed class TenantLedger(string stream, CompiledBundle bundle, IJournal journal, OperatorBelief belief)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<long, List<EventDraft>> _claims = [];
    private TenantState _state = TenantState.Initial;
    private bool _isServed;

    /// <summary>The stream's name.</summary>
    public string Stream => stream;

    /// <summary>The fold of what has been seen of the stream.</summary>
    public TenantState State => _state;

    /// <summary>Ends when the state has moved on from what it is now.</summary>
    public Task NextChange
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Folds an event that was just appended at <paramref name="sequence"/>; one that is not the next is read back later.</summary>
    public void Fold(long sequence, EngineEvent e)
    {
        lock (_gate)
        {
            if (sequence == _state.Version + 1)
            {
                Move(PolicyEngine.Apply(bundle, _state, e));
            }
        }
    }

    /// <summary>
    /// From now on this process serves the tenant: what it reads back and has not claimed was appended by another. Sessions that an earlier
    /// process left open count in no limit until they are taken up again (spec 3.2).
    /// </summary>
    public void Serve()
    {
        lock (_gate)
        {
            _isServed = true;
            _state = _state.WithNoneOpen();
        }
    }

    /// <summary>Drafts are about to be appended after a version. Sessions side by side read each other's events back here, and know them by this.</summary>
    public void Claim(long version, IReadOnlyList<EventDraft> drafts)
    {
        lock (_gate)
        {
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

    /// <summary>Folds whatever other writers have appended.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var refusals = new RefusalNotes();
        do
        {
            await foreach (JournalEvent e in journal.ReadAsync(stream, _state.Version + 1, cancellation))
            {
                ActVerdict? verdict = await belief.WhyNotAsync(e, _isServed && !IsClaimed(e));
                lock (_gate)
                {
                    if (e.Sequence == _state.Version + 1)
                    {
                        // Whoever reads it first says so.
                        refusals.Saw(e, verdict);
                        Move(verdict is null ? StoredEvent.Fold(bundle, _state, e) : _state with { Version = e.Sequence });
                    }
                }
            }
        }
        while (!await refusals.AppendAsync(journal, stream, _state.Version));
    }

    private bool IsClaimed(JournalEvent e)
    {
        lock (_gate)
        {
            return _claims.TryGetValue(e.Sequence, out List<EventDraft>? claimed)
                && claimed.Exists(draft => draft.Type == e.Draft.Type && draft.Data.Span.SequenceEqual(e.Draft.Data.Span));
        }
    }

    private void Move(TenantState state)
    {
        _claims.Remove(state.Version);
        _state = state;
        TaskCompletionSource changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
