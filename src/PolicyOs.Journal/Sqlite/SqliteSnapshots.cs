using PolicyOs.Journal.Keys;
using PolicyOs.Journal.Snapshots;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Snapshots in the journal's file.</summary>
internal sealed class SqliteSnapshots(SqliteWriter writer, SqliteReads reads, DiskSync sync, JournalKeys keys) : ISnapshots
{
    /// <inheritdoc/>
    public ValueTask<Snapshot?> LatestAsync(string stream, string version, CancellationToken cancellation)
    {
        writer.CommitNow();
        return new(reads.Read(database => Latest(database, stream, version)));
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        writer.CommitNow();
        string last = reads.Read(database => SqliteEvents.One(database, snapshot.Stream, snapshot.Sequence))?.Hash
            ?? throw new ArgumentException($"{snapshot.Stream} has no event {snapshot.Sequence}");
        writer.Write(database => Save(database, snapshot, last), wait: false, out _);
        sync.Wrote();
        return default;
    }

    private Snapshot? Latest(SqliteDatabase database, string stream, string version)
    {
        using SqliteStatement select = database.Prepare("SELECT sequence, seal, state FROM snapshots WHERE stream = ? AND version = ?");
        if (!select.Bind(1, stream).Bind(2, version).Step())
        {
            return null;
        }

        var snapshot = new Snapshot(stream, version, select.Number(0), select.Bytes(2).ToArray());
        return SqliteEvents.One(database, stream, snapshot.Sequence) is { } last
            && SnapshotSeal.Holds(keys, snapshot, last.Hash, select.Bytes(1)) ? snapshot : null;
    }

    private bool Save(SqliteDatabase database, Snapshot snapshot, string lastHash)
    {
        using SqliteStatement insert = database.Prepare("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?)");
        insert.Bind(1, snapshot.Stream).Bind(2, snapshot.Version).Bind(3, snapshot.Sequence)
            .Bind(4, SnapshotSeal.Make(keys, snapshot, lastHash)).Bind(5, snapshot.State.Span).Run();
        return true;
    }
}
