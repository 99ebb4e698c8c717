// Longer than other files because all of it shares one lock, one transaction and one group.
using System.Collections.Concurrent;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// The one connection that writes. An append opens SQLite's write transaction if none is open, checks, and inserts, on the thread that
/// asked: the order is fixed, and no other process can come between. The transaction stays open for whoever comes next until it is
/// committed: some milliseconds later by the thread of <see cref="DiskSync"/>, or by a read that needs to see it. Where sessions are served,
/// the append is in the <see cref="RedoLog"/> before anybody is told, and what a failed transaction takes with it is put back from there.
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
    private readonly string _redoPath;
    private readonly string _journalId;
    private readonly LogFile _log;
    private readonly RedoRecord _record = new();
    private RedoLog? _redo;
    private CommitGroup? _group;
    private CommitGroup? _logged;
    private long _groupStart;
    private long _pagesAtCheckpoint;
    private bool _mayLack = true;
    private bool _closed;

    public SqliteWriter(SqliteDatabase database, string journalId, LogFile log, JournalOptions options, bool isBesideGateway)
    {
        var clock = new JournalClock(options.Clock);
        (_database, _journalId, _log) = (database, journalId, log);
        _redoPath = RedoLog.PathOf(database.Path);
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

    /// <summary>The redo log of the process that serves; null beside it.</summary>
    public RedoLog? Redo => _redo;

    /// <summary>How many wait for the disk and are not seen to yet; a glance, without the lock.</summary>
    public int Waiting => (_redo is null ? Volatile.Read(ref _group) : Volatile.Read(ref _logged))?.Awaited ?? 0;

    /// <summary>Takes over what a gateway that was killed has left in its redo log; whether there was one.</summary>
    public bool TakeOver()
    {
        lock (_gate)
        {
            bool isLeft = File.Exists(_redoPath);
            if (isLeft)
            {
                Begin();
                EndUntouched();
            }

            return isLeft;
        }
    }

    /// <summary>Whether SQLite has all that was appended.</summary>
    public bool HasAll
    {
        get
        {
            lock (_gate)
            {
                return !_mayLack && !_health.IsFailing;
            }
        }
    }

    /// <summary>From now on every append is in the redo log before its writer is told.</summary>
    public void LogTo(RedoLog redo) => (_redo, _mayLack) = (redo, false);

    /// <summary>
    /// Appends; <paramref name="synced"/> ends when it is on disk, and is null when nothing was appended. An append that throws is not there.
    /// </summary>
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
            try
            {
                if (_events.Stale(appends) is { } stale)
                {
                    EndUntouched();
                    synced = null;
                    return stale;
                }

                int count = 0;
                _record.Start();
                foreach (PreparedAppend append in appends)
                {
                    _events.Insert(append, _redo is null ? null : _record);
                    count += append.Data.Length;
                }

                synced = _redo is null ? KeepAsync(group, count, wait) : LogAsync(_redo, group, count, wait);
            }
            catch (Exception e) when (_group is not null)
            {
                throw Fail(e);
            }

            return default;
        }
    }

    /// <summary>Writes something else beside the events, in order with them; <paramref name="synced"/> as for events.</summary>
    /// <param name="work">What is written.</param>
    /// <param name="wait">Whether <paramref name="synced"/> waits for the disk.</param>
    /// <param name="synced">Ends when it is written.</param>
    /// <param name="withNext">Whether the next append's writer is told only when this is committed: its event says that this is there.</param>
    public T Write<T>(Func<SqliteDatabase, T> work, bool wait, out Task synced, bool withNext = false)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            CommitGroup group = Begin();
            try
            {
                T result = work(_database);
                group.Add(1, promised: !wait, wait);
                group.CommitsWithNext |= withNext;
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
            PutBack();
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
            PutBack();
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

    /// <summary>Gives the groups that wait for the redo log to be synced.</summary>
    public CommitGroup[] TakeLogged()
    {
        lock (_gate)
        {
            CommitGroup[] logged = _logged is null ? [] : [_logged];
            _logged = null;
            return logged;
        }
    }

    /// <summary>Commits, and gives the groups that wait for SQLite's log to be synced.</summary>
    /// <param name="logged">The last record of the redo log that is in SQLite's log now; 0 when that cannot be said.</param>
    public CommitGroup[] CommitAndTake(out long logged)
    {
        lock (_gate)
        {
            TryCommit();
            logged = _redo is null || _mayLack ? 0 : _redo.LastNumber;
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
        _redo?.Dispose();
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
            if (_mayLack && InsertLacking())
            {
                _transaction.Commit();
                HasUnsynced = true;
                _transaction.Begin();
                Look();
            }

            // Beside a gateway it may be killed at any time; the gateway itself lacks something only when a transaction has failed.
            _mayLack = _redo is null;
            _groupStart = _events.Position;
            return _group;
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    // Committed by itself, for what is appended next may be refused and taken back.
    private bool InsertLacking()
    {
        bool any = false;
        if (File.Exists(_redoPath))
        {
            foreach (RedoEvent e in RedoLog.Read(_redoPath, _journalId))
            {
                any |= _events.Redo(e);
            }
        }

        return any;
    }

    // What a failed transaction took with it is there for whoever reads.
    private void PutBack()
    {
        if (_mayLack && _redo is not null && _group is null)
        {
            Begin();
            EndUntouched();
        }
    }

    private Task KeepAsync(CommitGroup group, int count, bool wait)
    {
        // Once something went wrong, nothing more is promised that may not be kept.
        bool now = group.Entries + count >= MostEvents || _health.IsFailing;
        group.Add(count, promised: !wait && !now, wait);
        if (now)
        {
            Commit();
        }

        return wait ? group.Synced : Task.CompletedTask;
    }

    private Task LogAsync(RedoLog redo, CommitGroup group, int count, bool wait)
    {
        group.Add(count, promised: false, awaited: false);
        if (!redo.TryWrite(_record))
        {
            // SQLite's log takes its place this once, and then there is room again.
            Commit();
            if (_log.Sync() is { } failure)
            {
                _health.Lost(failure, 0);
                throw failure;
            }

            redo.Settled(redo.LastNumber);
            return Task.CompletedTask;
        }

        group.IsLogged = true;
        Task synced = Task.CompletedTask;
        if (wait)
        {
            _logged ??= new CommitGroup();
            _logged.Add(count, promised: false, awaited: true);
            synced = _logged.Synced;
        }

        if (group.CommitsWithNext || group.Entries >= MostEvents)
        {
            TryCommit();
        }

        return synced;
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
        _mayLack |= group.IsLogged;
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
