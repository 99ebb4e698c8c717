using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Journal.Audit;

namespace PolicyOs.Journal.Operators;

/// <summary>Who is to be enrolled, as an event says it.</summary>
internal sealed record Enrolment(string Name, ImmutableArray<string> Roles, string Key)
{
    /// <summary>Reads it; null when the event does not name an operator, roles and a P-256 key.</summary>
    public static Enrolment? Read(JournalEvent e)
    {
        try
        {
            using var json = JsonDocument.Parse(e.Draft.Data);
            var enrolment = new Enrolment(
                Text(json.RootElement.GetProperty("name")),
                [.. json.RootElement.GetProperty("roles").EnumerateArray().Select(Text)],
                Text(json.RootElement.GetProperty("key")));
            using ECDsa? key = AuditKey.Parse(enrolment.Key);
            return key is not null && OperatorName.IsValid(enrolment.Name) ? enrolment : null;
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(JsonElement value) => value.GetString() ?? throw new InvalidOperationException("not a string");
}
