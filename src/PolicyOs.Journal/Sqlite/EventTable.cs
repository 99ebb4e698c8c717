using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Sqlite;

/// <summary>The events as the writing connection sees them: ends of streams, other processes' appends, and inserts.</summary>
internal sealed class EventTable : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly JournalOptions _options;
    private readonly JournalClock _clock;
    private readonly HeadCache _heads;
    private readonly ForeignAppends _foreign;
    private readonly EventWriter _writer;
    private readonly SqliteStatement _insert;

    public EventTable(SqliteDatabase database, JournalOptions options, JournalClock clock)
    {
        (_database, _options, _clock) = (database, options, clock);
        _heads = new HeadCache(database);
        _foreign = new ForeignAppends(database);
        _writer = new EventWriter();
        _insert = database.Prepare("INSERT INTO events (stream, sequence, body) VALUES (?, ?, ?)");
        using SqliteStatement last = database.Prepare("SELECT body FROM events ORDER BY position DESC LIMIT 1");
        if (last.Step())
        {
            clock.Saw(SqliteEvents.Time(database.Path, last.Bytes(0)));
        }
    }

    /// <summary>The last event's place in the file.</summary>
    public long Position => _foreign.Position;

    /// <summary>The last sequence of a stream.</summary>
    public long Sequence(string stream) => _heads.Get(stream).Sequence;

    /// <summary>The first stream that is not where its writer believes; null when all are.</summary>
    public AppendResult? Stale(PreparedAppend[] appends)
    {
        foreach (PreparedAppend append in appends)
        {
            long actual = Sequence(append.Append.Stream);
            if (actual != append.Append.ExpectedSequence)
            {
                return new AppendResult(append.Append.Stream, actual);
            }
        }

        return null;
    }

    /// <summary>Inserts the events of one stream, and adds them to a record of the redo log.</summary>
    public void Insert(PreparedAppend append, RedoRecord? redo)
    {
        string stream = append.Append.Stream;
        StreamHead head = _heads.Get(stream);
        Span<char> id = stackalloc char[36];
        for (int i = 0; i < append.Data.Length; i++)
        {
            DateTimeOffset time = _clock.Next();
            _options.NewId(time).TryFormat(id, out _);
            string hash = _writer.Write(
                _options.Source, id, stream, head.Sequence + 1, time, append.Append.Events[i], append.Data[i], head.Hash);
            Insert(stream, head, _writer.Body, hash);
            redo?.Add(stream, head.Sequence, _writer.Body);
        }
    }

    /// <summary>Inserts an event of the redo log, unless it is here; whether it was not.</summary>
    /// <exception cref="JournalException">It does not follow what is here.</exception>
    public bool Redo(RedoEvent e)
    {
        StreamHead head = _heads.Get(e.Stream);
        if (e.Sequence <= head.Sequence)
        {
            return false;
        }

        JournalEvent read = SqliteEvents.Checked(_database.Path, e.Stream, e.Sequence, e.Body);
        if (e.Sequence != head.Sequence + 1 || read.PreviousHash != head.Hash)
        {
            throw new JournalException(
                JournalFault.Corrupt,
                $"{RedoLog.PathOf(_database.Path)} has event {e.Sequence} of {e.Stream}, which does not follow what {_database.Path} has; restore both from the same moment");
        }

        Insert(e.Stream, head, e.Body.Span, read.Hash);
        _clock.Saw(read.Time);
        return true;
    }

    /// <summary>Streams that other processes appended to since the last look.</summary>
    public IReadOnlyList<string> Look()
    {
        IReadOnlyList<string> streams = _foreign.Look(_clock);
        foreach (string stream in streams)
        {
            _heads.Forget(stream);
        }

        return streams;
    }

    /// <summary>What was inserted after a place is not in the file after all.</summary>
    public void Undo(long position)
    {
        _heads.ForgetAll();
        _foreign.Own(position);
    }

    private void Insert(string stream, StreamHead head, ReadOnlySpan<byte> body, string hash)
    {
        if (head.Id == 0)
        {
            _heads.Add(stream, head);
        }

        _insert.Bind(1, head.Id).Bind(2, head.Sequence + 1).Bind(3, body).Run();
        _foreign.Own(_database.LastRow);
        head.Sequence++;
        head.Hash = hash;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _heads.Dispose();
        _foreign.Dispose();
        _insert.Dispose();
    }
}
