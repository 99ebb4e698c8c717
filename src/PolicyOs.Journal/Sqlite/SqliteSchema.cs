using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Sqlite;

/// <summary>The tables, their version, and which file is a journal at all.</summary>
internal static class SqliteSchema
{
    /// <summary>The version that this code writes, and the newest that it reads.</summary>
    public const int Version = 1;

    private const int ApplicationId = 0x506f4a31; // "PoJ1"

    private const string Tables = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL REFERENCES streams, sequence INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (stream, sequence));
        CREATE TABLE anchors (n INTEGER PRIMARY KEY, position INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE snapshots (stream TEXT NOT NULL, version TEXT NOT NULL, sequence INTEGER NOT NULL, seal BLOB NOT NULL, state BLOB NOT NULL, PRIMARY KEY (stream, version));
        CREATE TABLE records (hash TEXT NOT NULL, form INTEGER NOT NULL, expires INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (hash, form));
        CREATE INDEX records_by_expiry ON records (expires);
        """;

    /// <summary>Makes the tables in a new file, where one may be made; refuses a file that is something else or newer. Returns the journal's id and keys.</summary>
    public static (string Id, JournalKeys Keys) Ensure(SqliteDatabase database, string keyPath, bool create, Func<string> newId)
    {
        long version = database.Number("PRAGMA user_version");
        long application = database.Number("PRAGMA application_id");
        bool empty = version == 0 && database.Number("SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && application != ApplicationId)
        {
            throw new JournalException(JournalFault.Corrupt, $"{database.Path} is a database of something else; choose another file with --store");
        }

        if (version > Version)
        {
            throw new JournalException(
                JournalFault.NewerSchema,
                $"journal {database.Path} was written by a newer policyos (schema {version}; this one knows up to {Version}); use that one");
        }

        if (empty && !create)
        {
            throw new JournalException(JournalFault.ReadOnly, $"there is no journal {database.Path}: the file is empty; name another, or start the gateway once");
        }

        return empty ? Create(database, keyPath, newId) : Open(database, KeyFile.Read(keyPath));
    }

    private static (string Id, JournalKeys Keys) Create(SqliteDatabase database, string keyPath, Func<string> newId)
    {
        JournalKeys keys = File.Exists(keyPath) ? KeyFile.Read(keyPath) : KeyFile.Create(keyPath);
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute("BEGIN IMMEDIATE");
        if (database.Number("PRAGMA user_version") == 0)
        {
            foreach (string table in Tables.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
            {
                database.Execute(table);
            }

            using SqliteStatement meta = database.Prepare("INSERT INTO meta VALUES (?, ?)");
            meta.Bind(1, "journal").Bind(2, newId()).Run();
            meta.Bind(1, "key").Bind(2, keys.PublicKey).Run();
            database.Execute($"PRAGMA application_id = {ApplicationId}");
            database.Execute($"PRAGMA user_version = {Version}");
        }

        database.Execute("COMMIT");
        return Open(database, keys);
    }

    private static (string Id, JournalKeys Keys) Open(SqliteDatabase database, JournalKeys keys)
    {
        string? key = database.Text("SELECT value FROM meta WHERE name = 'key'");
        string? id = database.Text("SELECT value FROM meta WHERE name = 'journal'");
        if (key is null || id is null)
        {
            throw new JournalException(JournalFault.Corrupt, $"journal {database.Path} has lost its identity; restore a backup");
        }

        if (key != keys.PublicKey)
        {
            keys.Dispose();
            throw new JournalException(JournalFault.Keys, $"the key file beside {database.Path} belongs to another journal; put the right one back");
        }

        return (id, keys);
    }
}
