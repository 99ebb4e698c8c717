using SQLitePCL;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Says what an error of SQLite means for the journal and what to do.</summary>
internal static class SqliteFailure
{
    /// <summary>The exception for a result code (https://www.sqlite.org/rescode.html).</summary>
    public static JournalException From(int code, string detail, string path)
    {
        (JournalFault fault, string advice) = (code & 0xff) switch
        {
            raw.SQLITE_FULL => (JournalFault.DiskFull, "there is no room left for it; free some"),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => (
                JournalFault.ReadOnly, "it cannot be written; give its owner the right to write to the file and its folder, or choose another with --store"),
            raw.SQLITE_CANTOPEN => (JournalFault.ReadOnly, "it cannot be opened; its folder must exist and be writable, or choose another with --store"),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => (
                JournalFault.Corrupt, "it is damaged; keep a copy, then restore a backup, or start a new journal with --store"),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (JournalFault.Busy, "another process holds its lock; end it if it hangs"),
            _ => (JournalFault.InputOutput, "the disk refuses; look at the system's log"),
        };
        return new JournalException(fault, $"journal {path}: {advice} ({detail})");
    }
}
