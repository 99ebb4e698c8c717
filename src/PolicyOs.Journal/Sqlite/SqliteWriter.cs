// Longer than other files because all of it shares one lock, one transaction and one group.
using System.Collections.Concurrent;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// The one connection that writes. An append opens SQLite's write transaction if none is open, checks, and inserts, on the thread that
/// asked: the order is fixed, and no other process can come between. The transaction stays open for whoever comes next until it is
/// committed: at once by the thread of <see cref="DiskSync"/>, or by a read that needs to see it. A commit goes to the system; the disk is
/// told by <see cref="DiskSync"/>.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MostEvents = 4096;

    private readonly Lock _gate = new();
    private readonly SqliteDatabase _database;
    private readonly WriteTransaction _transaction;
    private readonly EventTable _events;
    private readonly WriterHealth _health;
    private readonly ConcurrentQueue<string> _foreign = new();
    private readonly List<CommitGroup> _committed = [];
    private CommitGroup? _group;
    private long _groupStart;
    private long _pagesAtCheckpoint;
    private bool _closed;

    public SqliteWriter(SqliteDatabase database, JournalOptions options, bool isBesideGateway)
    {
        var clock = new JournalClock(options.Clock);
        _database = database;
        _transaction = new WriteTransaction(database, isBesideGateway);
        _events = new EventTable(database, options, clock);
        _health = new WriterHealth(clock);
    }

    /// <summary>Whether the promises can be kept now.</summary>
    public JournalHealth Health
    {
        get
        {
            lock (_gate)
            {
                return _closed ? new JournalHealth(JournalFault.Closed, "the journal is closed") : _health.Now;
            }
        }
    }

    /// <summary>Pages written to the log since it was last moved into the file.</summary>
    public long PagesSinceCheckpoint
    {
        get
        {
            lock (_gate)
            {
                return _database.PagesWritten - _pagesAtCheckpoint;
            }
        }
    }

    /// <summary>Whether something was committed that the disk was not told of.</summary>
    public bool HasUnsynced { get; set; }

    /// <summary>How many wait for a group that is still open; a glance, without the lock.</summary>
    public int Waiting => Volatile.Read(ref _group)?.Awaited ?? 0;

    /// <summary>Appends; <paramref name="synced"/> ends when it is on disk, and is null when nothing was appended.</summary>
    public AppendResult Append(PreparedAppend[] appends, Durability durability, bool wait, out Task? synced)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (durability == Durability.Synced)
            {
                _health.ThrowIfDegraded();
            }

            CommitGroup group = Begin();
            bool now;
            try
            {
                if (_events.Stale(appends) is { } stale)
                {
                    EndUntouched();
                    synced = null;
                    return stale;
                }

                int count = 0;
                foreach (PreparedAppend append in appends)
                {
                    _events.Insert(append);
                    count += append.Data.Length;
                }

                // Once something went wrong, nothing more is promised that may not be kept.
                now = durability == Durability.Committed || group.Entries + count >= MostEvents || _health.IsFailing;
                group.Add(count, promised: !wait && !now, wait);
                synced = wait ? group.Synced : Task.CompletedTask;
            }
            catch (Exception e)
            {
                throw Fail(e);
            }

            if (now)
            {
                Commit();
            }

            return default;
        }
    }

    /// <summary>Writes something else beside the events, in order with them; <paramref name="synced"/> as for events.</summary>
    public T Write<T>(Func<SqliteDatabase, T> work, bool wait, out Task synced)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            CommitGroup group = Begin();
            try
            {
                T result = work(_database);
                group.Add(1, promised: !wait, wait);
                synced = wait ? group.Synced : Task.CompletedTask;
                return result;
            }
            catch (Exception e)
            {
                throw Fail(e);
            }
        }
    }

    /// <summary>The last sequence of a stream.</summary>
    public long Head(string stream)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (_group is null)
            {
                Look();
            }

            return _events.Sequence(stream);
        }
    }

    /// <summary>Makes what was written visible to other connections.</summary>
    public void CommitNow()
    {
        lock (_gate)
        {
            ThrowIfClosed();
            Commit();
        }
    }

    /// <summary>Commits what there is; a failure is told to whoever waits for it, and kept in <see cref="Health"/>.</summary>
    public void TryCommit()
    {
        lock (_gate)
        {
            try
            {
                Commit();
            }
            catch (JournalException)
            {
                // Fail has seen to it.
            }
        }
    }

    /// <summary>Commits, and gives the groups that wait for the disk.</summary>
    public CommitGroup[] CommitAndTake()
    {
        lock (_gate)
        {
            TryCommit();
            CommitGroup[] groups = [.. _committed];
            _committed.Clear();
            return groups;
        }
    }

    /// <summary>Looks whether other processes appended.</summary>
    public void Poll()
    {
        lock (_gate)
        {
            try
            {
                if (_group is null && !_closed)
                {
                    Look();
                }
            }
            catch (JournalException e)
            {
                _health.Lost(e, 0);
            }
        }
    }

    /// <summary>Moves what is left of the log into the file while nothing is written, so that the log starts again.</summary>
    public void FinishCheckpoint(int mode)
    {
        lock (_gate)
        {
            Commit();
            _database.Checkpoint(mode);
            _pagesAtCheckpoint = _database.PagesWritten;
        }
    }

    /// <summary>The disk did not take what the system had accepted.</summary>
    public void SyncFailed(JournalException failure)
    {
        lock (_gate)
        {
            _health.Lost(failure, 0);
        }
    }

    /// <summary>The next stream that was appended to by another process and that nobody was told of.</summary>
    public bool TryTakeForeign(out string? stream) => _foreign.TryDequeue(out stream);

    /// <summary>Refuses everything from now on; what was written before is committed.</summary>
    public void Close()
    {
        lock (_gate)
        {
            try
            {
                Commit();
            }
            finally
            {
                _closed = true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _transaction.Dispose();
        _events.Dispose();
        _database.Dispose();
    }

    private CommitGroup Begin()
    {
        if (_group is not null)
        {
            return _group;
        }

        _group = new CommitGroup();
        _groupStart = _events.Position;
        try
        {
            _transaction.Begin();
            Look();
            _groupStart = _events.Position;
            return _group;
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    private void Look()
    {
        foreach (string stream in _events.Look())
        {
            _foreign.Enqueue(stream);
        }
    }

    private void Commit()
    {
        EndUntouched();
        if (_group is not { } group)
        {
            return;
        }

        try
        {
            _transaction.Commit();
        }
        catch (Exception e)
        {
            throw Fail(e);
        }

        _group = null;
        HasUnsynced = true;
        _health.Wrote();
        if (group.Awaited > 0)
        {
            _committed.Add(group);
        }
    }

    private void EndUntouched()
    {
        if (_group is { Entries: 0 })
        {
            _group = null;
            _transaction.Rollback();
        }
    }

    // The whole transaction is gone; whoever waits for it hears of it, and what was promised is said to be lost.
    private JournalException Fail(Exception cause)
    {
        JournalException failure = cause as JournalException
            ?? new JournalException(JournalFault.InputOutput, "an append failed unexpectedly: " + cause.Message, cause);
        CommitGroup group = _group!;
        _group = null;
        _transaction.Rollback();
        _events.Undo(_groupStart);
        _health.Lost(failure, group.Promised);
        group.End(failure);
        return failure;
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new JournalException(JournalFault.Closed, "the journal is closed");
        }
    }
}
