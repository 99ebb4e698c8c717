using System.Diagnostics;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// Tells the disk, once for all that was appended while the last sync ran: of the redo log where sessions are served, else of SQLite's own
/// log. It is told by whoever waits for it when nobody else does and the disk is quick, for to hand that to another thread and back takes as
/// long as the sync; else by a thread of its own, which also commits what was appended some milliseconds before.
/// </summary>
internal sealed class DiskSync : IDisposable
{
    // So long may what was appended stay uncommitted: other connections do not see it before.
    private const int LongestMilliseconds = 3;

    private static readonly long Quick = Stopwatch.Frequency / 1000;

    private readonly SqliteWriter _writer;
    private readonly LaterWrites _later;
    private readonly LogFile _log;
    private readonly Thread _thread;
    private readonly Lock _syncing = new();
    private readonly Lock _telling = new();
    private readonly ManualResetEventSlim _wrote = new(false, spinCount: 0);
    private readonly ManualResetEventSlim _due = new(false, spinCount: 0);
    private long _took;
    private long _tidied;
    private int _expected;
    private int _settling;
    private bool _stopped;
    private volatile bool _stop;

    /// <summary>Starts the thread.</summary>
    /// <param name="writer">Whose groups are committed.</param>
    /// <param name="later">What it writes beside them.</param>
    /// <param name="log">SQLite's log.</param>
    public DiskSync(SqliteWriter writer, LaterWrites later, LogFile log)
    {
        (_writer, _later, _log) = (writer, later, log);
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    /// <summary>Something was appended.</summary>
    public void Wrote()
    {
        _wrote.Set();
        if (_writer.Redo is { IsFilling: true } && Interlocked.Exchange(ref _settling, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static self =>
                {
                    self.TellDisk();
                    Volatile.Write(ref self._settling, 0);
                },
                this,
                preferLocal: false);
        }
    }

    /// <summary>Something was appended that somebody waits for. When this returns, it may have ended already.</summary>
    public void End()
    {
        Wrote();
        if (_expected > 1 || _took > Quick || !_syncing.TryEnter())
        {
            _due.Set();
            _wrote.Set();
            return;
        }

        try
        {
            SyncWaiting();
        }
        finally
        {
            _syncing.Exit();
        }
    }

    /// <summary>Commits, and tells the disk of all that SQLite has; the redo log may forget that.</summary>
    public void TellDisk()
    {
        lock (_telling)
        {
            if (_stopped)
            {
                return;
            }

            CommitGroup[] groups = _writer.CommitAndTake(out long logged);
            JournalException? failure = SyncLog();
            if (failure is null && logged > 0)
            {
                _writer.Redo!.Settled(logged);
            }

            foreach (CommitGroup group in groups)
            {
                group.End(failure);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop = true;
        _due.Set();
        _wrote.Set();
        _thread.Join();
        TellDisk();
        lock (_telling)
        {
            _stopped = true;
        }

        _wrote.Dispose();
        _due.Dispose();
    }

    private void Run()
    {
        bool stop = false;
        while (!stop)
        {
            _wrote.Wait();
            _due.Wait(LongestMilliseconds);

            // Each is reset before what it stands for is looked at, so that nothing is overlooked.
            _wrote.Reset();
            stop = _stop;
            bool isDue = _due.IsSet;
            if (isDue)
            {
                _due.Reset();
                lock (_syncing)
                {
                    Gather();
                    SyncWaiting();
                }
            }

            if (!isDue || Stopwatch.GetElapsedTime(_tidied).TotalMilliseconds >= LongestMilliseconds)
            {
                _later.WriteAll();
                _writer.TryCommit();
                _tidied = Stopwatch.GetTimestamp();
            }
            else
            {
                _wrote.Set();
            }
        }
    }

    private void SyncWaiting()
    {
        RedoLog? redo = _writer.Redo;
        CommitGroup[] groups = redo is null ? _writer.CommitAndTake(out _) : _writer.TakeLogged();
        if (groups.Length == 0)
        {
            return;
        }

        long start = Stopwatch.GetTimestamp();
        JournalException? failure = redo is null ? SyncLog() : Heard(redo.Sync());
        _took = Stopwatch.GetTimestamp() - start;

        // Before they are told, for they soon append again.
        _expected = groups.Sum(static group => group.Awaited);
        foreach (CommitGroup group in groups)
        {
            group.End(failure);
        }
    }

    // Whoever was just told goes on and soon appends again. Without a moment's wait the first of them would start a sync of its own and all
    // others would have to wait for a second one. At most a quarter of a sync, and a millisecond, is given to that.
    private void Gather()
    {
        long until = Stopwatch.GetTimestamp() + Math.Min(_took / 4, Quick);
        var spin = default(SpinWait);
        while (_expected > 1 && _writer.Waiting < _expected && Stopwatch.GetTimestamp() < until)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private JournalException? SyncLog()
    {
        _writer.HasUnsynced = false;
        return Heard(_log.Sync());
    }

    private JournalException? Heard(JournalException? failure)
    {
        if (failure is not null)
        {
            _writer.SyncFailed(failure);
        }

        return failure;
    }
}
