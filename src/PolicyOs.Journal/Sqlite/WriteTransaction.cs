using SQLitePCL;

namespace PolicyOs.Journal.Sqlite;

/// <summary>SQLite's write transaction: while it is open, no other process can append.</summary>
internal sealed class WriteTransaction : IDisposable
{
    private const int WaitMilliseconds = 2;
    private const int Tries = 2500; // five seconds in all

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;

    public WriteTransaction(SqliteDatabase database)
    {
        _database = database;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _rollback = database.Prepare("ROLLBACK");

        // SQLite's own waiting grows to tenths of a second between two tries; short ones find a gap between a gateway's groups.
        database.WaitForLocks(WaitMilliseconds);
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="JournalException">Another process has held it for five seconds.</exception>
    public void Begin()
    {
        int tries = 0;
        while (_begin.TryStep() is null)
        {
            if (++tries == Tries)
            {
                throw SqliteFailure.From(raw.SQLITE_BUSY, "database is locked", _database.Path);
            }
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

    /// <inheritdoc/>
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }
}
