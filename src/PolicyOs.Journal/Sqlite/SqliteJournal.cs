using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Chain;
using PolicyOs.Journal.Keys;
using PolicyOs.Journal.Records;
using PolicyOs.Journal.Snapshots;

namespace PolicyOs.Journal.Sqlite;

/// <summary>A journal in one SQLite file (spec 5.3), shared by one gateway and the command line.</summary>
public sealed class SqliteJournal : IJournalStore
{
    // The log is synced and moved into the file by DiskSync and Upkeep; what expires is overwritten.
    private static readonly string[] Settings = ["PRAGMA synchronous = NORMAL", "PRAGMA wal_autocheckpoint = 0", "PRAGMA secure_delete = ON"];

    private readonly SqliteJournalOptions _file;
    private readonly GatewayClaim? _claim;
    private readonly SqliteWriter _writer;
    private readonly LaterWrites _later;
    private readonly SqliteReads _reads;
    private readonly LogFile _log;
    private readonly DiskSync _sync;
    private readonly SqliteRecords _records;
    private readonly Watches _watches = new();
    private readonly Watches _watchesOfOthers = new();
    private readonly Upkeep _upkeep;
    private int _disposed;

    private SqliteJournal(
        SqliteJournalOptions file, JournalOptions options, GatewayClaim? claim, SqliteWriter writer, LogFile log, string id, JournalKeys keys)
    {
        _file = file;
        _claim = claim;
        Id = id;
        Keys = keys;
        _writer = writer;
        _log = log;
        _reads = new SqliteReads(file.Path);
        _later = new LaterWrites(_writer);
        _sync = new DiskSync(_writer, _later, log);
        Anchors = new SqliteAnchors(_writer, _reads, _sync, keys, id, options.Clock, file.AnchorTo);
        Snapshots = new SqliteSnapshots(_writer, _reads, _sync, keys);
        _records = new SqliteRecords(_writer, _later, _reads, _sync, keys, options.Clock);
        _upkeep = new Upkeep(this, _writer, _sync, file.Path, options.Clock, claim is not null);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public JournalKeys Keys { get; }

    /// <inheritdoc/>
    public JournalHealth Health => _writer.Health is { IsDegraded: true } degraded ? degraded : _upkeep.AnchorHealth;

    /// <inheritdoc/>
    public IAnchors Anchors { get; }

    /// <inheritdoc/>
    public ISnapshots Snapshots { get; }

    /// <inheritdoc/>
    public IRecords Records => _records;

    /// <summary>Opens a journal's file; makes it, its folder and its keys when it does not exist.</summary>
    /// <exception cref="JournalException">It cannot be opened; the message says why and what to do.</exception>
    public static SqliteJournal Open(SqliteJournalOptions file, JournalOptions options) => Open(file, options, []);

    /// <summary>Opens one with further settings for the connection that writes.</summary>
    internal static SqliteJournal Open(SqliteJournalOptions file, JournalOptions options, string[] settings)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        JournalFile.Ensure(file.Path, file.Create);
        GatewayClaim? claim = file.Access == SqliteAccess.Serve ? GatewayClaim.Take(file.Path) : null;
        SqliteDatabase? database = null;
        SqliteWriter? writer = null;
        var log = new LogFile(file.Path);
        try
        {
            database = SqliteDatabase.Open(file.Path);
            if (claim is not null && database.IsReadOnly)
            {
                throw SqliteFailure.From(SQLitePCL.raw.SQLITE_READONLY, "it opens for reading only", file.Path);
            }

            database.WaitForLocks(5000);
            (string id, JournalKeys keys) = SqliteSchema.Ensure(
                database, file.Path + ".key", file.Create, () => options.NewId(options.Clock.GetUtcNow()).ToString());
            foreach (string setting in Settings.Concat(settings))
            {
                database.Execute(setting);
            }

            writer = new SqliteWriter(database, id, log, options, isBesideGateway: claim is null);
            TakeOver(writer, log, claim is not null, file, id);
            return new SqliteJournal(file, options, claim, writer, log, id, keys);
        }
        catch
        {
            writer?.Dispose();
            database?.Dispose();
            log.Dispose();
            claim?.Dispose();
            throw;
        }
    }

    // What a killed gateway had accepted is in its redo log. Before a new one is begun, the disk has all of the old one elsewhere.
    private static void TakeOver(SqliteWriter writer, LogFile log, bool serves, SqliteJournalOptions file, string id)
    {
        bool wasKilled = writer.TakeOver();
        if (!serves)
        {
            return;
        }

        if (wasKilled && log.Sync() is { } failure)
        {
            throw failure;
        }

        writer.LogTo(RedoLog.Create(RedoLog.PathOf(file.Path), id, file.RedoRegionBytes));
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(
        IReadOnlyList<StreamAppend> appends, Durability durability, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(appends);
        bool wait = durability == Durability.Synced && _file.WaitForDisk;
        AppendResult result = _writer.Append(PreparedAppend.All(appends), durability, wait, out Task? synced);
        if (synced is null)
        {
            TellForeign();
            return new(result);
        }

        if (wait)
        {
            _sync.End();
        }
        else
        {
            _sync.Wrote();
        }

        TellForeign();
        if (!_watches.IsEmpty)
        {
            foreach (StreamAppend append in appends)
            {
                _watches.Tell(append.Stream);
            }
        }

        return wait && !synced.IsCompletedSuccessfully ? WaitAsync(synced, cancellation) : new(result);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEvent> ReadAsync(string stream, long fromSequence, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        _writer.CommitNow();
        return SqliteEvents.Read(_reads, _file.Path, stream, fromSequence).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public ValueTask<long> HeadAsync(string stream, CancellationToken cancellation) => new(_writer.Head(stream));

    /// <inheritdoc/>
    public IAsyncEnumerable<string> StreamsAsync(string prefix, CancellationToken cancellation)
    {
        _writer.CommitNow();
        List<string> names = _reads.Read(database => Streams(database, prefix));
        return names.ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public IDisposable Watch(Action<string> appended) => _watches.Add(appended);

    /// <inheritdoc/>
    public IDisposable WatchOthers(Action<string> appended) => _watchesOfOthers.Add(appended);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _later.WriteAll();
        await _upkeep.DisposeAsync();
        try
        {
            _writer.Close();
        }
        catch (JournalException)
        {
            // Whoever waited for the last group hears of it; Health keeps what was lost.
        }

        _sync.Dispose();
        _reads.Dispose();
        _records.Dispose();
        if (_writer.HasAll)
        {
            _writer.Redo?.Delete();
        }

        _writer.Dispose();
        _log.Dispose();
        _claim?.Dispose();
        Keys.Dispose();
    }

    /// <summary>Tells the watchers what other processes appended.</summary>
    internal void TellForeign()
    {
        while (_writer.TryTakeForeign(out string? stream))
        {
            _watches.Tell(stream!);
            _watchesOfOthers.Tell(stream!);
        }
    }

    private static List<string> Streams(SqliteDatabase database, string prefix)
    {
        using SqliteStatement select = database.Prepare("SELECT name FROM streams WHERE name >= ? ORDER BY name");
        select.Bind(1, prefix);
        var names = new List<string>();
        while (select.Step() && select.Text(0) is var name && name.StartsWith(prefix, StringComparison.Ordinal))
        {
            names.Add(name);
        }

        // SQLite orders by UTF-8 bytes, which differs from ordinal beyond the basic plane.
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static async ValueTask<AppendResult> WaitAsync(Task synced, CancellationToken cancellation)
    {
        await synced.WaitAsync(cancellation);
        return default;
    }
}
