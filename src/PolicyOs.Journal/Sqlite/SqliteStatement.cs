using SQLitePCL;

namespace PolicyOs.Journal.Sqlite;

/// <summary>A compiled statement: bind (places count from 1), step, read columns (from 0), reset.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(int place, long value) => Checked(raw.sqlite3_bind_int64(handle, place, value));

    /// <summary>Binds text.</summary>
    public SqliteStatement Bind(int place, string value) => Checked(raw.sqlite3_bind_text(handle, place, value));

    /// <summary>Binds bytes.</summary>
    public SqliteStatement Bind(int place, ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(handle, place, value));

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(handle);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        JournalException failure = database.Failure(code);
        Reset();
        throw failure;
    }

    /// <summary>Goes to the next row; null when another process is in the way.</summary>
    public bool? TryStep()
    {
        int code = raw.sqlite3_step(handle);
        if ((code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            Reset();
            return null;
        }

        return code is raw.SQLITE_ROW or raw.SQLITE_DONE ? code == raw.SQLITE_ROW : throw database.Failure(code);
    }

    /// <summary>Runs to the end and makes ready for the next time.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        Reset();
    }

    /// <summary>A column as a number.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>A column as text.</summary>
    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>A column as bytes; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Makes ready for the next time. Its code repeats that of the last step, which was seen.</summary>
    public void Reset() => _ = raw.sqlite3_reset(handle);

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private SqliteStatement Checked(int code) => code == raw.SQLITE_OK ? this : throw database.Failure(code);
}
