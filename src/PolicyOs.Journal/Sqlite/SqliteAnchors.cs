using System.Text;
using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Chain;
using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Anchors in the journal's file.</summary>
internal sealed class SqliteAnchors(
    SqliteWriter writer, SqliteReads reads, DiskSync sync, JournalKeys keys, string journal, TimeProvider clock, IAnchorCopy? copy) : IAnchors
{
    private const int PageSize = 64;

    private readonly Lock _copying = new();

    /// <inheritdoc/>
    public async ValueTask<Anchor?> SignAsync(CancellationToken cancellation)
    {
        while (true)
        {
            writer.CommitNow();
            (Anchor Anchor, long Position)? next = reads.Read(Next);
            if (next is not { } found)
            {
                return null;
            }

            // Another process may have signed the same number meanwhile; then it is done again for what remains.
            if (writer.Write(database => Insert(database, found.Anchor, found.Position), wait: true, out Task synced))
            {
                sync.TellDisk();
                await synced.WaitAsync(cancellation);
                Copy(found.Anchor);
                return found.Anchor;
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Anchor> ReadAsync(long fromNumber, CancellationToken cancellation)
    {
        writer.CommitNow();
        return Read(fromNumber).ToAsyncEnumerable();
    }

    private static bool Insert(SqliteDatabase database, Anchor anchor, long position)
    {
        if (database.Number("SELECT max(n) FROM anchors") != anchor.Number - 1)
        {
            return false;
        }

        using SqliteStatement insert = database.Prepare("INSERT INTO anchors VALUES (?, ?, ?)");
        insert.Bind(1, anchor.Number).Bind(2, position).Bind(3, anchor.Body.Span).Run();
        return true;
    }

    private static Anchor Parse(string path, byte[] body)
    {
        try
        {
            return AnchorBody.Parse(body).Anchor;
        }
        catch (FormatException e)
        {
            throw new JournalException(JournalFault.Corrupt, $"journal {path}: an anchor was changed; keep a copy, then restore a backup", e);
        }
    }

    private IEnumerable<Anchor> Read(long from)
    {
        for (List<Anchor>? page = null; page is null || page.Count == PageSize; from += page.Count)
        {
            page = reads.Read(database =>
            {
                using SqliteStatement select = database.Prepare("SELECT body FROM anchors WHERE n >= ? ORDER BY n LIMIT ?");
                select.Bind(1, from).Bind(2, PageSize);
                var anchors = new List<Anchor>();
                while (select.Step())
                {
                    anchors.Add(Parse(database.Path, select.Bytes(0).ToArray()));
                }

                return anchors;
            });
            foreach (Anchor anchor in page)
            {
                yield return anchor;
            }
        }
    }

    private (Anchor Anchor, long Position)? Next(SqliteDatabase database)
    {
        long number = 0;
        long covered = 0;
        string? previous = null;
        using (SqliteStatement last = database.Prepare("SELECT n, position, body FROM anchors ORDER BY n DESC LIMIT 1"))
        {
            if (last.Step())
            {
                (number, covered, previous) = (last.Number(0), last.Number(1), AnchorBody.Hash(last.Bytes(2)));
            }
        }

        long position = database.Number("SELECT max(position) FROM events");
        if (position <= covered)
        {
            return null;
        }

        // With max(), SQLite takes the bare column from the row that has the maximum (lang_select.html#bareagg).
        using SqliteStatement moved = database.Prepare(
            "SELECT s.name, max(e.sequence), e.body FROM events e JOIN streams s ON s.id = e.stream WHERE e.position > ? GROUP BY e.stream");
        moved.Bind(1, covered);
        var heads = new List<AnchoredHead>();
        while (moved.Step())
        {
            heads.Add(new AnchoredHead(moved.Text(0), moved.Number(1), Encoding.ASCII.GetString(EventBody.ClaimedHash(moved.Bytes(2)))));
        }

        heads.Sort(static (a, b) => string.CompareOrdinal(a.Stream, b.Stream));
        return (AnchorBody.Sign(keys, journal, number + 1, previous, heads, clock.GetUtcNow()), position);
    }

    private void Copy(Anchor anchor)
    {
        lock (_copying)
        {
            copy?.Append(anchor);
        }
    }
}
