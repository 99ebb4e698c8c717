using SQLitePCL;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// What a journal does by the clock: every 100 ms it looks for other processes' appends and tells the disk what nobody waits for; in the
/// serving process it also moves the log into the file, signs an anchor every 10 s of activity and removes expired records.
/// </summary>
internal sealed class Upkeep : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AnchorEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ExpireEvery = TimeSpan.FromMinutes(10);

    // 8 MiB. A log that starts again before it is long is overwritten, and not extended: a sync of it is shorter by a third.
    private const long CheckpointPages = 2048;

    private readonly SqliteJournal _journal;
    private readonly SqliteWriter _writer;
    private readonly DiskSync _sync;
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly bool _serves;
    private readonly ITimer _timer;
    private readonly Lock _busy = new();
    private DateTimeOffset _anchored;
    private DateTimeOffset _expired;
    private Task _signing = Task.CompletedTask;
    private bool _stopped;

    public Upkeep(SqliteJournal journal, SqliteWriter writer, DiskSync sync, string path, TimeProvider clock, bool serves)
    {
        (_journal, _writer, _sync, _path, _clock, _serves) = (journal, writer, sync, path, clock, serves);
        _anchored = clock.GetUtcNow();
        _timer = clock.CreateTimer(static state => ((Upkeep)state!).OnTick(), this, Tick, Tick);
    }

    /// <summary>Whether the last anchor could be signed and copied.</summary>
    public JournalHealth AnchorHealth { get; private set; } = JournalHealth.Good;

    /// <summary>Stops, and signs a last anchor.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        lock (_busy)
        {
            _stopped = true;
        }

        if (_serves)
        {
#pragma warning disable VSTHRD003 // it runs on no caller's thread
            await _signing;
#pragma warning restore VSTHRD003
            await SignAsync();
            try
            {
                _writer.FinishCheckpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
            }
            catch (JournalException)
            {
                // The log stays beside the file, and the next to open it reads it.
            }
        }
    }

    private void OnTick()
    {
        // A tick that comes while the last one is still at work is left out.
        if (!_busy.TryEnter())
        {
            return;
        }

        try
        {
            if (!_stopped)
            {
                Work();
            }
        }
        catch (JournalException)
        {
            // The writer keeps what is wrong with the file; the next tick tries again.
        }
        finally
        {
            _busy.Exit();
        }
    }

    private void Work()
    {
        _writer.Poll();
        _journal.TellForeign();
        if (_writer.HasUnsynced)
        {
            _sync.TellDisk();
        }

        if (!_serves)
        {
            return;
        }

        if (_writer.PagesSinceCheckpoint > CheckpointPages)
        {
            // Most of the log while others append, the rest while they wait: only then does the log start again.
            using (SqliteDatabase own = SqliteDatabase.Open(_path))
            {
                own.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
            }

            _writer.FinishCheckpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        }

        DateTimeOffset now = _clock.GetUtcNow();
        if (now - _anchored >= AnchorEvery && _signing.IsCompleted)
        {
            _anchored = now;
            _signing = SignAsync();
        }

        if (now - _expired >= ExpireEvery)
        {
            _expired = now;
            _ = _journal.Records.ExpireAsync(CancellationToken.None).AsTask();
        }
    }

    private async Task SignAsync()
    {
        try
        {
            await _journal.Anchors.SignAsync(CancellationToken.None);
            AnchorHealth = JournalHealth.Good;
        }
        catch (JournalException e)
        {
            AnchorHealth = new JournalHealth(JournalFault.Anchors, e.Message);
        }
    }
}
