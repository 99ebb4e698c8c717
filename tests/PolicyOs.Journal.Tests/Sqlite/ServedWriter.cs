using PolicyOs.Journal.Chain;
using PolicyOs.Journal.Sqlite;

namespace PolicyOs.Journal.Tests.Sqlite;

/// <summary>A writer that serves, without the thread that commits: all stays in one transaction.</summary>
internal sealed class ServedWriter : IDisposable
{
    private readonly LogFile _log;

    public ServedWriter(string path, string id, JournalOptions options, string? setting)
    {
        Id = id;
        _log = new LogFile(path);
        SqliteDatabase database = SqliteDatabase.Open(path);
        if (setting is not null)
        {
            database.Execute(setting);
        }

        Writer = new SqliteWriter(database, id, _log, options, isBesideGateway: false);
        Writer.LogTo(RedoLog.Create(RedoLog.PathOf(path), id, RedoLog.UsualRegionBytes));
    }

    public string Id { get; }

    public SqliteWriter Writer { get; }

    public void Append(Durability durability, params StreamAppend[] appends) =>
        Assert.True(Writer.Append(PreparedAppend.All(appends), durability, wait: durability == Durability.Synced, out _).IsAppended);

    /// <summary>The system drops the open transaction and its lock.</summary>
    public void Die() => Dispose();

    public void Dispose()
    {
        Writer.Dispose();
        _log.Dispose();
    }
}
