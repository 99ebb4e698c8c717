using SQLitePCL;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// One connection, for one thread at a time. SQLite's own functions are called without ADO.NET between: an insert takes 2 µs and not 5, and
/// every result code is at hand.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int CacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly sqlite3 _handle;

    private SqliteDatabase(sqlite3 handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether the system lets it be read only.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    /// <summary>The row that was inserted last.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>How many pages were written to the log so far (https://www.sqlite.org/c3ref/c_dbstatus_options.html).</summary>
    public long PagesWritten => raw.sqlite3_db_status(_handle, CacheWrite, out int pages, out _, 0) == raw.SQLITE_OK ? pages : 0;

    /// <summary>Opens a file that exists, to read and write.</summary>
    public static SqliteDatabase Open(string path)
    {
        SqliteLibrary.Ensure();
        int code = raw.sqlite3_open_v2(path, out sqlite3 handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(handle, path);
        if (code != raw.SQLITE_OK)
        {
            JournalException failure = database.Failure(code);
            database.Dispose();
            throw failure;
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        return database;
    }

    /// <summary>Compiles a statement; whoever asked disposes it.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Runs statements whose rows do not matter.</summary>
    public void Execute(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    /// <summary>The one number that a statement gives; 0 when it gives no row.</summary>
    public long Number(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>The one text that a statement gives; null when it gives no row.</summary>
    public string? Text(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>How long SQLite itself waits for another process's lock.</summary>
    public void WaitForLocks(int milliseconds) => raw.sqlite3_busy_timeout(_handle, milliseconds);

    /// <summary>Moves pages from the write-ahead log into the file; whether all were moved.</summary>
    public bool Checkpoint(int mode)
    {
        int code = raw.sqlite3_wal_checkpoint_v2(_handle, null, mode, out int log, out int moved);
        if ((code & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
        {
            Check(code);
        }

        return log == moved;
    }

    /// <summary>The exception for a result code of this connection.</summary>
    public JournalException Failure(int code)
    {
        string detail = _handle.IsInvalid ? raw.sqlite3_errstr(code).utf8_to_string() : raw.sqlite3_errmsg(_handle).utf8_to_string();
        return SqliteFailure.From(code, detail, Path);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }
}
