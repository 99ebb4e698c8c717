using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;
using PolicyOs.Journal.Sqlite;

namespace PolicyOs.Operate.Tests;

/// <summary>What somebody with the journal's files, and no operator's key, can write into it.</summary>
internal static class ForgedAct
{
    /// <summary>The time, as events have it.</summary>
    public static string Now => TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Appends an event to the only session's stream beside the running gateway, unsigned or signed with some key; gives its id.</summary>
    public static async Task<string> AppendAsync(OperateBundle bundle, string type, JsonObject data, OperatorKey? key = null, string streams = "session/")
    {
        await using SqliteJournal journal = Open(bundle);
        string stream = await journal.StreamsAsync(streams, CancellationToken.None).SingleAsync();
        byte[] bytes = Encoding.UTF8.GetBytes(data.ToJsonString());
        while (true)
        {
            List<JournalEvent> events = await journal.ReadAsync(stream, 1, CancellationToken.None).ToListAsync();
            EventDraft draft = key is null
                ? new EventDraft(type, bytes) { ActorId = "operator/ines" }
                : SignedAct.Sign(key, journal.Id, stream, events[^1].Hash, type, bytes, TimeProvider.System.GetUtcNow());
            if ((await journal.AppendAsync([new StreamAppend(stream, events[^1].Sequence, [draft])], Durability.Synced, CancellationToken.None)).IsAppended)
            {
                return (await journal.ReadAsync(stream, events[^1].Sequence + 1, CancellationToken.None).FirstAsync()).Id;
            }
        }
    }

    /// <summary>Waits until the gateway has said in the journal that it does not believe the event of an id; gives the reason.</summary>
    public static async Task<string> RefusalAsync(OperateBundle bundle, string id)
    {
        await using SqliteJournal journal = Open(bundle);
        string stream = await journal.StreamsAsync("session/", CancellationToken.None).SingleAsync();
        using var patience = new CancellationTokenSource(PolicyOsProcess.Patience);
        while (true)
        {
            await foreach (JournalEvent e in journal.ReadAsync(stream, 1, patience.Token))
            {
                if (e.Draft.Type == OperatorEvents.Refused && JsonElement.Parse(e.Draft.Data.Span) is var data
                    && data.GetProperty("event").GetString() == id)
                {
                    return data.GetProperty("reason").GetString()!;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>The data of all events of a type in one stream.</summary>
    public static async Task<List<JsonElement>> ReadAsync(OperateBundle bundle, string type, string streams = "session/")
    {
        await using SqliteJournal journal = Open(bundle);
        string stream = await journal.StreamsAsync(streams, CancellationToken.None).SingleAsync();
        return await journal.ReadAsync(stream, 1, CancellationToken.None).Where(e => e.Draft.Type == type).Select(e => JsonElement.Parse(e.Draft.Data.Span)).ToListAsync();
    }

    private static SqliteJournal Open(OperateBundle bundle) => SqliteJournal.Open(
        new SqliteJournalOptions(bundle.Database, SqliteAccess.Operate) { Create = false },
        new JournalOptions("policyos/operate", TimeProvider.System, Guid.CreateVersion7));
}
