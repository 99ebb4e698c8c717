using System.Text;
using PolicyOs.Journal.Audit;
using PolicyOs.Journal.Memory;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Audit;

/// <summary>An exported journal of several streams, three anchors and an unanchored tail.</summary>
internal sealed class SampleExport
{
    private SampleExport(string text, string key, List<string> tail)
    {
        Lines = [.. text.Split('\n')[..^1]];
        LastAnchor = Lines.FindLastIndex(line => line.StartsWith("{\"heads\"", StringComparison.Ordinal));
        Key = key;
        Lines.AddRange(tail);
    }

    /// <summary>Without their line feeds.</summary>
    public List<string> Lines { get; }

    /// <summary>Index of the last anchor.</summary>
    public int LastAnchor { get; }

    public string Key { get; }

    public static async Task<SampleExport> MakeAsync(IJournalStore? journal = null)
    {
        journal ??= new MemoryJournal(new JournalOptions("policyos/support", new ManualClock(), Ids()));
        var random = new Random(7);
        for (int part = 0; part < 3; part++)
        {
            await AppendAsync(journal, random, 25);
            await journal.Anchors.SignAsync(None);
        }

        using var anchored = new MemoryStream();
        await AuditExport.WriteAsync(journal, anchored, None);

        // An export signs first, so the tail is what was appended after it.
        int before = (await EventsAsync(journal)).Count;
        List<JournalEvent> old = await EventsAsync(journal);
        await AppendAsync(journal, random, 20);
        var writer = new PolicyOs.Journal.Chain.EventWriter();
        var tail = new List<string>();
        foreach (JournalEvent e in (await EventsAsync(journal)).Where(e => old.All(o => o.Id != e.Id)))
        {
            writer.Write(e);
            tail.Add(Encoding.UTF8.GetString(writer.Body));
        }

        Assert.Equal(75, before);
        return new SampleExport(Encoding.UTF8.GetString(anchored.ToArray()), journal.Keys.PublicKey, tail);
    }

    public static AuditReport Verify(IEnumerable<string> lines, string? key = null) => Verify(Bytes(lines), key);

    public static AuditReport Verify(byte[] bytes, string? key = null)
    {
        using var stream = new MemoryStream(bytes);
        return AuditVerifier.Verify(stream, key);
    }

    public static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static async Task AppendAsync(IJournalStore journal, Random random, int count)
    {
        string[] streams = ["session/anna/1", "session/bert/1", "session/bert/2", "tenant/acme", "bundle/support"];
        for (int i = 0; i < count; i++)
        {
            string stream = streams[random.Next(streams.Length)];
            string data = $$"""{"args":"{{random.NextInt64():x16}}","hash":"{{new string('0', 64)}}","nested":{"hash":"{{new string('1', 64)}}","x":[1,2.50,"é\n\"q"]},"tool":"t{{i}}"}""";
            await journal.Append(stream, await journal.HeadAsync(stream, None), Event(data) with { ActorId = "anna", CorrelationId = "call-" + i });
        }
    }

    private static async Task<List<JournalEvent>> EventsAsync(IJournalStore journal)
    {
        var events = new List<JournalEvent>();
        await foreach (string stream in journal.StreamsAsync("", None))
        {
            events.AddRange(await journal.Read(stream));
        }

        return events;
    }
}
