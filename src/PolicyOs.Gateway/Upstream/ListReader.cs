using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>Reads what a server lists, however many pages it takes.</summary>
internal static class ListReader
{
    /// <summary>Reads a whole list, page after page (spec 3.1: at most 100 pages and 10,000 entries).</summary>
    /// <param name="connection">Whose list.</param>
    /// <param name="method">tools/list, resources/list ….</param>
    /// <param name="member">The member of the result that holds the entries.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The entries as sent, or why there are none.</returns>
    public static async Task<(ImmutableArray<JsonElement> Entries, string? Problem)> ReadAsync(
        UpstreamConnection connection, string method, string member, CancellationToken cancellation)
    {
        const int maxPages = 100;
        const int maxEntries = 10_000;
        ImmutableArray<JsonElement>.Builder list = ImmutableArray.CreateBuilder<JsonElement>();
        string? cursor = null;
        for (int page = 0; page < maxPages; page++)
        {
            string? from = cursor;
            RpcAnswer answer = await connection.AskAsync(method, from is null ? null : w => w.WriteString("cursor"u8, from), cancellation);
            if (answer is not RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } result }
                || !result.TryGetProperty(member, out JsonElement entries) || entries.ValueKind != JsonValueKind.Array)
            {
                return ([], $"{method} gave no list: {AnswerText.Of(answer)}");
            }

            list.AddRange(entries.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object));
            if (list.Count > maxEntries)
            {
                return ([], $"{method} has more than {maxEntries} entries");
            }

            cursor = result.TryGetProperty("nextCursor"u8, out JsonElement next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
            if (cursor is null)
            {
                return (list.DrainToImmutable(), null);
            }
        }

        return ([], $"{method} has more than {maxPages} pages");
    }
}
