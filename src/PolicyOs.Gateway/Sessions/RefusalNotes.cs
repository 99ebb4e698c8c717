using System.Text.Json;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Acts that were read back and are not believed, until the journal says so of each: once, however often a stream is read.</summary>
internal sealed class RefusalNotes
{
    private readonly OrderedDictionary<string, EventDraft> _missing = new(StringComparer.Ordinal);

    /// <summary>How many notes the journal did not have.</summary>
    public int Count => _missing.Count;

    /// <summary>An event was read, in order.</summary>
    /// <param name="e">The event.</param>
    /// <param name="verdict">Why it does not count; null when it does.</param>
    public void Saw(JournalEvent e, ActVerdict? verdict)
    {
        if (verdict is not null)
        {
            _missing[e.Id] = OperatorActs.Refuse(e, verdict);
        }
        else if (e.Draft.Type == OperatorEvents.Refused
            && JsonElement.Parse(e.Draft.Data.Span).TryGetProperty("event"u8, out JsonElement id) && id.ValueKind == JsonValueKind.String)
        {
            _missing.Remove(id.GetString()!);
        }
    }

    /// <summary>Appends what is missing; false when the stream has moved and has to be read on.</summary>
    public async ValueTask<bool> AppendAsync(IJournal journal, string stream, long version) =>
        Count == 0
        || (await journal.AppendAsync([new(stream, version, [.. _missing.Values])], Durability.Written, CancellationToken.None)).IsAppended;
}
