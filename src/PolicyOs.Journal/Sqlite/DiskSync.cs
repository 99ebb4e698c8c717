using System.Diagnostics;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// The thread that commits groups and tells the disk: one sync for all that was appended while the last one ran. SQLite itself would sync
/// inside the commit and keep every other append waiting, so it runs with <c>synchronous=NORMAL</c>, and its log is synced here.
/// </summary>
internal sealed class DiskSync : IDisposable
{
    private readonly SqliteWriter _writer;
    private readonly string _log;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _wake = new(false);
    private Microsoft.Win32.SafeHandles.SafeFileHandle? _handle;
    private long _patience;
    private int _expected;
    private volatile bool _due;
    private volatile bool _stop;

    public DiskSync(SqliteWriter writer, string path)
    {
        _writer = writer;
        _log = path + "-wal";
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    /// <summary>Something was appended.</summary>
    public void Wake() => _wake.Set();

    /// <summary>The disk is to be told even if nobody waits for it.</summary>
    public void WakeToSync()
    {
        _due = true;
        _wake.Set();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop = true;
        WakeToSync();
        _thread.Join();
        _handle?.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        bool stop = false;
        while (!stop)
        {
            _wake.Wait();
            _wake.Reset();
            stop = _stop;
            bool due = _due;
            _due = false;
            Gather();
            CommitGroup[] groups = _writer.CommitAndTake();
            if (groups.Length > 0 || due)
            {
                long start = Stopwatch.GetTimestamp();
                JournalException? failure = Sync();
                _patience = Math.Min((Stopwatch.GetTimestamp() - start) / 4, Stopwatch.Frequency / 1000);
                _expected = 0;
                foreach (CommitGroup group in groups)
                {
                    _expected += group.Awaited;
                    group.End(failure);
                }
            }
        }
    }

    // Whoever was just told goes on and soon appends again. Without a moment's wait the first of them would start a sync of its own and all
    // others would have to wait for a second one. At most a quarter of a sync, and a millisecond, is given to that.
    private void Gather()
    {
        long until = Stopwatch.GetTimestamp() + _patience;
        var spin = default(SpinWait);
        while (_writer.Waiting < _expected && Stopwatch.GetTimestamp() < until)
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
