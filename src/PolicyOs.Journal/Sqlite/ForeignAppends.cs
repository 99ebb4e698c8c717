using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Notices what other processes appended to the file.</summary>
internal sealed class ForeignAppends : IDisposable
{
    private readonly SqliteStatement _version;
    private readonly SqliteStatement _since;
    private readonly string _path;
    private long _seen;
    private long _position;

    public ForeignAppends(SqliteDatabase database)
    {
        _path = database.Path;
        _version = database.Prepare("PRAGMA data_version");
        _since = database.Prepare(
            "SELECT e.position, s.name, e.body FROM events e JOIN streams s ON s.id = e.stream WHERE e.position > ? ORDER BY e.position");
        _position = database.Number("SELECT max(position) FROM events");
        _seen = Version();
    }

    /// <summary>This process appended up to there, or took that back.</summary>
    public void Own(long position) => _position = position;

    /// <summary>The last event known.</summary>
    public long Position => _position;

    /// <summary>The streams that others appended to since the last look, and the time of their last event.</summary>
    public IReadOnlyList<string> Look(JournalClock clock)
    {
        long version = Version();
        if (version == _seen)
        {
            return [];
        }

        var streams = new List<string>();
        _since.Bind(1, _position);
        while (_since.Step())
        {
            _position = _since.Number(0);
            streams.Add(_since.Text(1));
            clock.Saw(SqliteEvents.Time(_path, _since.Bytes(2)));
        }

        _since.Reset();
        _seen = version;
        return streams;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _version.Dispose();
        _since.Dispose();
    }

    private long Version()
    {
        _version.Step();
        long version = _version.Number(0);
        _version.Reset();
        return version;
    }
}
