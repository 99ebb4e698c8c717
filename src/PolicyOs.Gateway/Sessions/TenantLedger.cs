using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Sessions;

/// <summary>The fold of a tenant's stream, shared by the sessions of that tenant.</summary>
internal sealed class TenantLedger(string stream, CompiledBundle bundle, IJournal journal, OperatorBelief belief)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TenantState _state = TenantState.Initial;

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

    /// <summary>Folds whatever other writers have appended.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await foreach (JournalEvent e in journal.ReadAsync(stream, _state.Version + 1, cancellation))
        {
            // Sessions side by side read each other's events back here: none is foreign for certain.
            bool isBelieved = await belief.WhyNotAsync(e, isForeign: false) is null;
            lock (_gate)
            {
                if (e.Sequence == _state.Version + 1)
                {
                    Move(isBelieved ? StoredEvent.Fold(bundle, _state, e) : _state with { Version = e.Sequence });
                }
            }
        }
    }

    private void Move(TenantState state)
    {
        _state = state;
        TaskCompletionSource changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
