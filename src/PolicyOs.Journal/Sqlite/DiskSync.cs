using System.Diagnostics;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// Commits groups and tells the disk: one sync for all that was appended while the last one ran. SQLite itself would sync inside the commit
/// and keep every other append waiting, so it runs with <c>synchronous=NORMAL</c>, and its log is synced here: by whoever waits for it when
/// nobody else does and the disk is quick, for to hand that to another thread and back takes as long as the sync; else by a thread of its own.
/// </summary>
internal sealed class DiskSync : IDisposable
{
    // So long may what nobody waits for stay uncommitted: some milliseconds of reads and denials share one commit.
    private const int LongestMilliseconds = 3;

    private static readonly long Quick = Stopwatch.Frequency / 1000;

    private readonly SqliteWriter _writer;
    private readonly LaterWrites _later;
    private readonly string _log;
    private readonly Thread _thread;
    private readonly Lock _syncing = new();
    private readonly ManualResetEventSlim _wrote = new(false, spinCount: 0);
    private readonly ManualResetEventSlim _due = new(false, spinCount: 0);
    private Microsoft.Win32.SafeHandles.SafeFileHandle? _handle;
    private long _took;
    private long _tidied;
    private int _expected;
    private volatile bool _tellDisk;
    private volatile bool _stop;

    /// <summary>Starts the thread.</summary>
    /// <param name="writer">Whose groups are committed.</param>
    /// <param name="later">What it writes beside them.</param>
    /// <param name="path">The journal's file.</param>
    public DiskSync(SqliteWriter writer, LaterWrites later, string path)
    {
        _writer = writer;
        _later = later;
        _log = path + "-wal";
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    /// <summary>Something was appended that nobody waits for.</summary>
    public void Wrote() => _wrote.Set();

    /// <summary>Something was appended that somebody waits for. When this returns, it may have ended already.</summary>
    public void End()
    {
        if (_expected > 1 || _took > Quick || !_syncing.TryEnter())
        {
            CommitSoon();
            return;
        }

        try
        {
            CommitAndSync(tellDisk: false);
        }
        finally
        {
            _syncing.Exit();
        }
    }

    /// <summary>The thread commits at once, and tells the disk when somebody waits for it.</summary>
    public void CommitSoon()
    {
        // In this order: the thread looks at the first only when it has seen the second.
        _due.Set();
        _wrote.Set();
    }

    /// <summary>The disk is to be told even if nobody waits for it.</summary>
    public void WakeToSync()
    {
        _tellDisk = true;
        CommitSoon();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop = true;
        WakeToSync();
        _thread.Join();
        _handle?.Dispose();
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
            stop = _stop;

            // Each is reset before what it stands for is looked at, so that nothing is overlooked.
            _wrote.Reset();
            bool isDue = _due.IsSet;
            if (Stopwatch.GetElapsedTime(_tidied).TotalMilliseconds >= LongestMilliseconds)
            {
                _later.WriteAll();
                _tidied = Stopwatch.GetTimestamp();
            }

            if (isDue)
            {
                _due.Reset();
                SyncInTurn();
                if (!_later.IsEmpty)
                {
                    // Its own signal may have been reset above.
                    _wrote.Set();
                }
            }
            else
            {
                _writer.TryCommit();
            }
        }
    }

    private void SyncInTurn()
    {
        bool tellDisk = _tellDisk;
        _tellDisk = false;
        lock (_syncing)
        {
            Gather();
            CommitAndSync(tellDisk);
        }
    }

    private void CommitAndSync(bool tellDisk)
    {
        CommitGroup[] groups = _writer.CommitAndTake();
        if (groups.Length == 0 && !tellDisk)
        {
            return;
        }

        long start = Stopwatch.GetTimestamp();
        JournalException? failure = Sync();
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

    private JournalException? Sync()
    {
        try
        {
            _writer.HasUnsynced = false;
            if (_handle is null && File.Exists(_log))
            {
                _handle = File.OpenHandle(_log, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            }

            if (_handle is not null)
            {
                RandomAccess.FlushToDisk(_handle);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // After a failed sync nobody knows what is on disk, and a second one would not tell.
            var failure = new JournalException(
                JournalFault.InputOutput, $"{_log} could not be synced ({e.Message}); look at the system's log and start again", e);
            _writer.SyncFailed(failure);
            return failure;
        }
    }
}
