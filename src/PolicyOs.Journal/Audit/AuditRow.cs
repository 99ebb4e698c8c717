using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyOs.Journal.Audit;

/// <summary>An event as one row of the timeline that people read (<c>audit show</c>). Its text is safe for a terminal.</summary>
/// <param name="Time">When it was appended.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="Type">Its type without <c>policyos.</c>.</param>
/// <param name="Actor">Who acted; empty when the event does not say.</param>
/// <param name="Call">The call or request it belongs to; empty when the event does not say.</param>
/// <param name="Summary">The plain values of its data, as <c>name=value</c>.</param>
public sealed record AuditRow(DateTimeOffset Time, string Stream, long Sequence, string Type, string Actor, string Call, string Summary)
{
    private const string Prefix = "policyos.";
    private const int LongestValue = 80;

    /// <summary>The row of an event.</summary>
    public static AuditRow From(JournalEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        string type = e.Draft.Type.StartsWith(Prefix, StringComparison.Ordinal) ? e.Draft.Type[Prefix.Length..] : e.Draft.Type;
        return new AuditRow(
            e.Time, Safe(e.Stream), e.Sequence, Safe(type), Safe(e.Draft.ActorId ?? ""), Safe(e.Draft.CorrelationId ?? ""), Summarise(e.Draft.Data));
    }

    private static string Summarise(ReadOnlyMemory<byte> data)
    {
        using var json = JsonDocument.Parse(data);
        var text = new StringBuilder();
        foreach (JsonProperty member in json.RootElement.EnumerateObject())
        {
            string? value = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
                JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"[{member.Value.GetArrayLength()}]"),
                _ => null,
            };
            if (value is not null)
            {
                string shown = Safe(value.Length > LongestValue ? value[..LongestValue] + "…" : value);
                text.Append(text.Length == 0 ? "" : " ").Append(Safe(member.Name)).Append('=')
                    .Append(shown.Contains(' ', StringComparison.Ordinal) ? $"\"{shown}\"" : shown);
            }
        }

        return text.ToString();
    }

    // What moves a cursor, colours a terminal or turns the writing direction is shown, not obeyed.
    private static string Safe(string text)
    {
        StringBuilder? safe = null;
        for (int i = 0; i < text.Length; i++)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text[i]);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                safe ??= new StringBuilder(text, 0, i, text.Length + 8);
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
            else
            {
                safe?.Append(text[i]);
            }
        }

        return safe?.ToString() ?? text;
    }
}
