using System.Text.Json;
using PolicyOs.Engine.Secrets;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Mcp.Live;

/// <summary>What a golden task says a server answers, beside what the real one answered.</summary>
internal static class RecordedAnswer
{
    /// <summary>The first value that the task says and the server did not; null when it answered all of them. What the task leaves out, and what is masked, is not compared.</summary>
    /// <param name="recorded">The result as the task has it.</param>
    /// <param name="answer">The whole answer to the call.</param>
    public static string? Difference(JsonElement recorded, JsonElement answer) =>
        answer.TryGetProperty("result"u8, out JsonElement result) ? Between(recorded, ResultData.Of(result), "$") : null;

    private static string? Between(JsonElement recorded, JsonElement actual, string path)
    {
        // What a client is not shown may be as recorded.
        if (recorded.ValueKind != JsonValueKind.Object || actual.ValueKind != JsonValueKind.Object)
        {
            return JsonEquality.DeepEquals(recorded, actual) || actual.GetRawText().Contains(Masking.Mark, StringComparison.Ordinal) ? null : $"{path} is {Short(actual)}, recorded is {Short(recorded)}";
        }

        foreach (JsonProperty property in recorded.EnumerateObject())
        {
            string below = $"{path}.{property.Name}";
            string? difference = actual.TryGetProperty(property.Name, out JsonElement other) ? Between(property.Value, other, below) : $"{below} is not there";
            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    private static string Short(JsonElement value) => value.GetRawText() is { Length: <= 60 } text ? text : value.GetRawText()[..60] + "…";
}
