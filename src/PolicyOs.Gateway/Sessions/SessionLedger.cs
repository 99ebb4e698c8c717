using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;

namespace PolicyOs.Gateway.Sessions;

/// <summary>The fold of a session's stream and the only hand that appends to it in this process. Appends are made in turn.</summary>
internal sealed class SessionLedger
{
    private readonly GatewayOptions _options;
    private readonly IJournal _journal;
    private readonly TenantLedger _tenant;
    private readonly TenantLedger _everyone;
    private readonly OperatorBelief _belief;
    private readonly Turn _turn = new();
    private readonly ImmutableArray<string?> _environment;
    private readonly ApprovalWatch? _approvals = Telemetry.IsOn ? new() : null;
    private ImmutableHashSet<int> _quarantined = [];

    // From this process's first event on, what is read back was appended by another.
    private bool _isServed;

    // Null while nobody waits for a change, which is nearly always.
    private TaskCompletionSource? _changed;

    /// <summary>The ledger of a stream of which nothing has been read yet.</summary>
    public SessionLedger(string stream, GatewayOptions options, IJournal journal, TenantLedger tenant, TenantLedger everyone, OperatorBelief belief)
    {
        (Stream, _options, _journal, _tenant, _everyone, _belief) = (stream, options, journal, tenant, everyone, belief);
        _environment = [.. Bundle.EnvironmentNames.Select(name => options.Environment[name] as string)];
        State = SessionState.Initial(Bundle);
        Visible = PolicyEngine.Visible(Bundle, FactsNow());
    }

    /// <summary>The stream's name.</summary>
    public string Stream { get; }

    /// <summary>The fold of what has been seen of the stream.</summary>
    public SessionState State { get; private set; }

    /// <summary>The tools that the client may see now.</summary>
    public Visibility Visible { get; private set; }

    /// <summary>Called when <see cref="Visible"/> has changed, before anybody is told the result that changed it.</summary>
    public Action? VisibleChanged { get; set; }

    /// <summary>Where the journal has the last event: stream and sequence.</summary>
    public string Reference => $"{Stream}#{State.Version}";

    private CompiledBundle Bundle => _options.Bundle;

    /// <summary>Ends when the session's or its tenant's state has moved on from what it is now.</summary>
    public Task NextChangeAsync()
    {
        TaskCompletionSource? awaited = Volatile.Read(ref _changed);
        if (awaited is null)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited = Interlocked.CompareExchange(ref _changed, mine, null) ?? mine;
        }

        return Task.WhenAny(awaited.Task, _tenant.NextChange);
    }

    /// <summary>The snapshot that a decision is taken on.</summary>
    public Facts FactsNow() =>
        new(State, _tenant.State, _options.Principal, _quarantined, _environment, _options.Mode, _options.Time.GetUtcNow()) { Everyone = _everyone.State };

    /// <summary>Takes the definitions that may not be used into account from now on.</summary>
    public void Quarantine(ImmutableHashSet<int> tools)
    {
        _quarantined = tools;
        Look();
    }

    /// <summary>Waits for the turn; nobody else decides or appends until <see cref="EndTurn"/>.</summary>
    public Task BeginTurnAsync() => _turn.BeginAsync();

    /// <summary>Gives the turn on.</summary>
    public void EndTurn() => _turn.End();

    /// <summary>Appends what follows from the state, in turn, again for as long as another writer was first.</summary>
    public async Task AppendInTurnAsync(Func<SessionState, ImmutableArray<EngineEvent>> events, Durability durability)
    {
        await BeginTurnAsync();
        try
        {
            while (events(State) is { IsEmpty: false } next && !await AppendAsync(next, durability, null))
            {
                // What the other writer wrote is folded now, and may change what there is to append.
            }
        }
        finally
        {
            EndTurn();
        }
    }

    /// <summary>Folds, in turn, whatever other writers have appended: operators, or an earlier run of this session.</summary>
    public async Task CatchUpInTurnAsync()
    {
        await BeginTurnAsync();
        try
        {
            await CatchUpAsync(Stream);
        }
        finally
        {
            EndTurn();
        }
    }

    /// <summary>Appends events, all or none; only within a turn.</summary>
    /// <param name="events">What follows from a decision.</param>
    /// <param name="durability">Whether to wait for the disk.</param>
    /// <param name="correlation">The call that they belong to.</param>
    /// <returns>False when a stream had moved; then its newer events have been folded, and the decision is taken again.</returns>
    public async Task<bool> AppendAsync(ImmutableArray<EngineEvent> events, Durability durability, string? correlation)
    {
        var drafts = new EventDraft[events.Length];
        for (int i = 0; i < drafts.Length; i++)
        {
            drafts[i] = StoredEvent.Draft(Bundle, events[i], _options.Principal, correlation);
        }

        long tenantVersion = _tenant.State.Version;
        long everyoneVersion = _everyone.State.Version;
        var appends = new List<StreamAppend>(3);
        Collect(appends, EventStreams.Session, Stream, State.Version, events, drafts);
        Collect(appends, EventStreams.Tenant, _tenant.Stream, tenantVersion, events, drafts);
        Collect(appends, EventStreams.Everyone, _everyone.Stream, everyoneVersion, events, drafts);
        foreach (StreamAppend append in appends)
        {
            if (append.Stream != Stream)
            {
                (append.Stream == _tenant.Stream ? _tenant : _everyone).Claim(append.ExpectedSequence, append.Events);
            }
        }

        AppendResult result = await _journal.AppendAsync(appends, durability, CancellationToken.None);
        if (!result.IsAppended)
        {
            // Without this the decision would be taken again for ever: there is nothing newer to fold.
            if (appends.Single(append => append.Stream == result.Stale).ExpectedSequence > result.ActualSequence)
            {
                throw new JournalException(
                    JournalFault.InputOutput, $"the journal has lost events of {result.Stale} that it had accepted; the gateway must be started again");
            }

            await CatchUpAsync(result.Stale!);
            return false;
        }

        if (durability == Durability.Synced)
        {
            // The disk took its time: what follows from this is not held back for the lines that came after it.
            SendBatch.Stop();
        }

        _isServed |= appends[0].Stream == Stream;
        foreach (EngineEvent e in events)
        {
            State = e.Streams.HasFlag(EventStreams.Session) ? PolicyEngine.Apply(Bundle, State, e) : State;
            if (e.Streams.HasFlag(EventStreams.Tenant))
            {
                _tenant.Fold(++tenantVersion, e);
            }

            if (e.Streams.HasFlag(EventStreams.Everyone))
            {
                _everyone.Fold(++everyoneVersion, e);
            }
        }

        Look();
        return true;
    }

    private static void Collect(
        List<StreamAppend> appends, EventStreams flag, string stream, long version, ImmutableArray<EngineEvent> events, EventDraft[] drafts)
    {
        List<EventDraft>? mine = null;
        for (int i = 0; i < drafts.Length; i++)
        {
            if (events[i].Streams.HasFlag(flag))
            {
                (mine ??= []).Add(drafts[i]);
            }
        }

        if (mine is not null)
        {
            appends.Add(new(stream, version, mine));
        }
    }

    private async Task CatchUpAsync(string stale)
    {
        if (stale != Stream)
        {
            await (stale == _tenant.Stream ? _tenant : _everyone).CatchUpAsync(CancellationToken.None);
            return;
        }

        var refusals = new RefusalNotes();
        do
        {
            await foreach (JournalEvent e in _journal.ReadAsync(Stream, State.Version + 1, CancellationToken.None))
            {
                ActVerdict? verdict = await _belief.WhyNotAsync(e, _isServed);
                refusals.Saw(e, verdict);
                State = verdict is null ? StoredEvent.Fold(Bundle, State, e) : State with { Version = e.Sequence };
            }
        }
        while (!await refusals.AppendAsync(_journal, Stream, State.Version));

        State = State with { Version = State.Version + refusals.Count };
        Look();
    }

    private void Look()
    {
        if (_changed is not null)
        {
            Interlocked.Exchange(ref _changed, null)?.TrySetResult();
        }

        _approvals?.Look(State.Approvals, _isServed);
        Visibility visible = PolicyEngine.Visible(Bundle, FactsNow());
        if (!visible.Equals(Visible))
        {
            Visible = visible;
            VisibleChanged?.Invoke();
        }
    }
}
