using System.Text;

namespace PolicyOs.Journal.Tests;

/// <summary>Events as tests need them.</summary>
internal static class Drafts
{
    public static readonly CancellationToken None = CancellationToken.None;

    public static EventDraft Event(string data = """{"tool":"read_ticket"}""", string type = "policyos.call.reserved") =>
        new(type, Encoding.UTF8.GetBytes(data));

    public static StreamAppend To(string stream, long expected, params EventDraft[] events) =>
        new(stream, expected, events.Length == 0 ? [Event()] : events);

    public static ValueTask<AppendResult> Append(this IJournal journal, string stream, long expected, params EventDraft[] events) =>
        journal.AppendAsync([To(stream, expected, events)], Durability.Synced, None);

    public static ValueTask<List<JournalEvent>> Read(this IJournal journal, string stream, long from = 1) =>
        journal.ReadAsync(stream, from, None).ToListAsync();

    public static string Json(this JournalEvent e) => Encoding.UTF8.GetString(e.Draft.Data.Span);

    /// <summary>Ids that are the same in every run.</summary>
    public static Func<DateTimeOffset, Guid> Ids()
    {
        int count = 0;
        return time => new Guid(
            (int)(time.ToUnixTimeMilliseconds() >> 16), (short)time.ToUnixTimeMilliseconds(), 0x7000, 0x80, 0, 0, 0, 0, 0, (byte)(count >> 8), (byte)count++);
    }
}
