using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;

namespace PolicyOs.Gateway.Sessions;

/// <summary>The fold of a tenant's stream, shared by the sessions of that tenant under one bundle.</summary>
internal sealed class TenantLedger
{
    private readonly CompiledBundle _bundle;
    private readonly IJournal _journal;
    private readonly OperatorBelief _belief;
    private readonly OwnAppends _own;
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TenantState _state = TenantState.Initial;
    private bool _isServed;
    private int _readsAsked;

    /// <summary>The ledger of a stream of which nothing has been read yet.</summary>
    public TenantLedger(string stream, CompiledBundle bundle, IJournal journal, OperatorBelief belief, OwnAppends own)
    {
        (Stream, _bundle, _journal, _belief, _own) = (stream, bundle, journal, belief, own);
        own.Join(this);
    }

    /// <summary>The stream's name.</summary>
    public string Stream { get; }

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
                Move(PolicyEngine.Apply(_bundle, _state, e));
            }
        }
    }

    /// <summary>
    /// From now on this process serves the tenant: what it reads back and has not claimed was appended by another. Sessions that an earlier
    /// process left open count in no limit until they are taken up again (spec 3.2), and keys that it left in flight are in doubt (spec 2.4).
    /// </summary>
    /// <param name="before">The ledger that this process has served the tenant by until now; null when it begins to.</param>
    public void Serve(TenantLedger? before)
    {
        lock (_gate)
        {
            _isServed = true;
            _state = _state.ServedAfter(before?.State);
        }
    }

    /// <summary>Its sessions are gone.</summary>
    public void Leave() => _own.Leave(this);

    /// <summary>Drafts are about to be appended after a version. Sessions side by side read each other's events back here, and know them by this.</summary>
    public void Claim(long version, IReadOnlyList<EventDraft> drafts) => _own.Claim(version, drafts);

    /// <summary>
    /// Somebody else has appended, an operator or a session under another bundle, and sessions here may wait for that; returns at once. What
    /// cannot be read now is read when one of them appends.
    /// </summary>
    public void ReadOn()
    {
        if (Interlocked.Increment(ref _readsAsked) == 1)
        {
            _ = Task.Run(ReadAllAsync);
        }
    }

    /// <summary>Folds whatever other writers have appended.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var refusals = new RefusalNotes();
        do
        {
            await foreach (JournalEvent e in _journal.ReadAsync(Stream, _state.Version + 1, cancellation))
            {
                ActVerdict? verdict = await _belief.WhyNotAsync(e, _isServed && !_own.Has(e));
                lock (_gate)
                {
                    if (e.Sequence == _state.Version + 1)
                    {
                        // Whoever reads it first says so.
                        refusals.Saw(e, verdict);
                        Move(verdict is null ? StoredEvent.Fold(_bundle, _state, e) : _state with { Version = e.Sequence });
                    }
                }
            }
        }
        while (!await refusals.AppendAsync(_journal, Stream, _state.Version));
    }

    private async Task ReadAllAsync()
    {
        int asked;
        do
        {
            asked = Volatile.Read(ref _readsAsked);
            try
            {
                await CatchUpAsync(CancellationToken.None);
            }
            catch (JournalException)
            {
                // The next append here will say so.
            }
        }
        while (Interlocked.CompareExchange(ref _readsAsked, 0, asked) != asked);
    }

    private void Move(TenantState state)
    {
        _state = state;
        foreach (TenantLedger other in _own.Moved(state.Version))
        {
            other.ReadOn();
        }

        TaskCompletionSource changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
