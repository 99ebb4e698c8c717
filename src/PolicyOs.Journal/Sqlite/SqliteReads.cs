using System.Collections.Concurrent;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Connections for reading, lent out one at a time.</summary>
internal sealed class SqliteReads(string path) : IDisposable
{
    private readonly ConcurrentBag<SqliteDatabase> _free = [];
    private volatile bool _closed;

    /// <summary>Reads something in one snapshot of the file.</summary>
    public T Read<T>(Func<SqliteDatabase, T> work)
    {
        if (_closed)
        {
            throw new JournalException(JournalFault.Closed, "the journal is closed");
        }

        SqliteDatabase database = _free.TryTake(out SqliteDatabase? free) ? free : Open();
        try
        {
            database.Execute("BEGIN");
            T result = work(database);
            database.Execute("COMMIT");
            Return(database);
            return result;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed = true;
        while (_free.TryTake(out SqliteDatabase? database))
        {
            database.Dispose();
        }
    }

    private SqliteDatabase Open()
    {
        SqliteDatabase database = SqliteDatabase.Open(path);
        database.WaitForLocks(5000);
        database.Execute("PRAGMA query_only = 1");
        return database;
    }

    private void Return(SqliteDatabase database)
    {
        if (_closed)
        {
            database.Dispose();
        }
        else
        {
            _free.Add(database);
        }
    }
}
