using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Reads streams page by page, and gives no event that does not fit its chain.</summary>
internal static class SqliteEvents
{
    private const int PageSize = 512;

    /// <summary>The events of a stream from a sequence on.</summary>
    public static IEnumerable<JournalEvent> Read(SqliteReads reads, string path, string stream, long from)
    {
        string? previous = null;
        for (List<JournalEvent>? page = null; page is null || page.Count == PageSize; from += page.Count)
        {
            page = reads.Read(database => Page(database, stream, from));
            foreach (JournalEvent e in page)
            {
                if (e.PreviousHash != (previous ?? e.PreviousHash) || (e.Sequence == 1) != (e.PreviousHash is null))
                {
                    throw Changed(path, stream, e.Sequence);
                }

                previous = e.Hash;
                yield return e;
            }
        }
    }

    /// <summary>The time of an event as stored.</summary>
    public static DateTimeOffset Time(string path, ReadOnlySpan<byte> body)
    {
        try
        {
            return EventReader.Read(body.ToArray()).Time;
        }
        catch (FormatException e)
        {
            throw new JournalException(JournalFault.Corrupt, $"journal {path}: its last event was changed; keep a copy, then restore a backup", e);
        }
    }

    /// <summary>One event, checked; null when there is none.</summary>
    public static JournalEvent? One(SqliteDatabase database, string stream, long sequence) => Page(database, stream, sequence, 1).FirstOrDefault();

    /// <summary>An event as stored, read and checked.</summary>
    /// <exception cref="JournalException">It is not what was written there.</exception>
    public static JournalEvent Checked(string path, string stream, long sequence, ReadOnlyMemory<byte> body)
    {
        try
        {
            JournalEvent e = EventReader.Read(body);
            return EventBody.HashHolds(body.Span) && e.Stream == stream && e.Sequence == sequence ? e : throw Changed(path, stream, sequence);
        }
        catch (FormatException)
        {
            throw Changed(path, stream, sequence);
        }
    }

    private static List<JournalEvent> Page(SqliteDatabase database, string stream, long from, int size = PageSize)
    {
        using SqliteStatement select = database.Prepare(
            "SELECT e.body FROM events e JOIN streams s ON s.id = e.stream WHERE s.name = ? AND e.sequence >= ? ORDER BY e.sequence LIMIT ?");
        select.Bind(1, stream).Bind(2, from).Bind(3, size);
        var page = new List<JournalEvent>();
        while (select.Step())
        {
            page.Add(Checked(database.Path, stream, from + page.Count, select.Bytes(0).ToArray()));
        }

        return page;
    }

    private static JournalException Changed(string path, string stream, long sequence) => new(
        JournalFault.Corrupt, $"journal {path}: event {sequence} of {stream} is missing or was changed after it was written; keep a copy, then restore a backup");
}
