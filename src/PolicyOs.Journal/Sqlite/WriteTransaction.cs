using System.Diagnostics;
using SQLitePCL;

namespace PolicyOs.Journal.Sqlite;

/// <summary>SQLite's write transaction: while it is open, no other process can append.</summary>
internal sealed class WriteTransaction : IDisposable
{
    private const int WaitMilliseconds = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hurry = TimeSpan.FromMilliseconds(250);

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly bool _isBesideGateway;

    public WriteTransaction(SqliteDatabase database, bool isBesideGateway)
    {
        _database = database;
        _isBesideGateway = isBesideGateway;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _rollback = database.Prepare("ROLLBACK");

        // SQLite's own waiting grows to tenths of a second between two tries.
        database.WaitForLocks(WaitMilliseconds);
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="JournalException">Another process has held it for five seconds.</exception>
    public void Begin()
    {
        if (_begin.TryStep() is null)
        {
            Wait();
        }

        _begin.Reset();
    }

    /// <summary>Hands it to the system: other processes see it, and the end of this one does not undo it.</summary>
    public void Commit() => _commit.Run();

    /// <summary>Undoes it.</summary>
    public void Rollback()
    {
        try
        {
            _rollback.Run();
        }
        catch (JournalException)
        {
            // SQLite has rolled back by itself, as it does after some errors.
        }
    }

    private void Wait()
    {
        long start = Stopwatch.GetTimestamp();
        while (_begin.TryStep() is null)
        {
            TimeSpan waited = Stopwatch.GetElapsedTime(start);
            if (waited > Patience)
            {
                throw SqliteFailure.From(raw.SQLITE_BUSY, "database is locked", _database.Path);
            }

            // A busy gateway has a transaction open almost always, and leaves some microseconds between two: whoever tries without a pause
            // finds one of the next gaps.
            bool isInHurry = _isBesideGateway && waited < Hurry;
            _database.WaitForLocks(isInHurry ? 0 : WaitMilliseconds);
            if (isInHurry)
            {
                Thread.Yield();
            }
        }

        _database.WaitForLocks(WaitMilliseconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }
}
