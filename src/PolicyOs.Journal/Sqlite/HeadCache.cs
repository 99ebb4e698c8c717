using System.Text;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Sqlite;

/// <summary>The ends of the streams in use, read from the file when first asked for.</summary>
internal sealed class HeadCache(SqliteDatabase database) : IDisposable
{
    private const int Most = 20_000;

    private readonly Dictionary<string, StreamHead> _heads = new(StringComparer.Ordinal);
    private readonly SqliteStatement _find = database.Prepare("SELECT id FROM streams WHERE name = ?");
    private readonly SqliteStatement _last = database.Prepare("SELECT sequence, body FROM events WHERE stream = ? ORDER BY sequence DESC LIMIT 1");
    private readonly SqliteStatement _add = database.Prepare("INSERT INTO streams (name) VALUES (?)");

    /// <summary>The end of a stream.</summary>
    public StreamHead Get(string stream)
    {
        if (_heads.TryGetValue(stream, out StreamHead? head))
        {
            return head;
        }

        if (_heads.Count >= Most)
        {
            _heads.Clear();
        }

        return _heads[stream] = Load(stream);
    }

    /// <summary>Gives a stream its row.</summary>
    public void Add(string stream, StreamHead head)
    {
        _add.Bind(1, stream).Run();
        head.Id = database.LastRow;
    }

    /// <summary>Another process appended to it.</summary>
    public void Forget(string stream) => _heads.Remove(stream);

    /// <summary>What was written is not in the file.</summary>
    public void ForgetAll() => _heads.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _last.Dispose();
        _add.Dispose();
    }

    private StreamHead Load(string stream)
    {
        var head = new StreamHead(_find.Bind(1, stream).Step() ? _find.Number(0) : 0);
        _find.Reset();
        if (head.Id != 0 && _last.Bind(1, head.Id).Step())
        {
            head.Sequence = _last.Number(0);
            head.Hash = Encoding.ASCII.GetString(EventBody.ClaimedHash(_last.Bytes(1)));
        }

        _last.Reset();
        return head;
    }
}
