using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Gateway.Pinning;

/// <summary>In what two definitions differ, by JSON Pointer (RFC 6901).</summary>
internal static class DefinitionDifference
{
    private const int MostPlaces = 5;

    /// <summary>Every place that differs, with both values; an absent one is null.</summary>
    public static IEnumerable<(string Pointer, JsonElement? Old, JsonElement? New)> Between(JsonElement old, JsonElement now, string pointer = "")
    {
        if (old.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
        {
            foreach (string name in old.EnumerateObject().Select(m => m.Name).Union(now.EnumerateObject().Select(m => m.Name), StringComparer.Ordinal))
            {
                string at = $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
                bool had = old.TryGetProperty(name, out JsonElement before);
                bool has = now.TryGetProperty(name, out JsonElement after);
                if (had && has)
                {
                    foreach ((string, JsonElement?, JsonElement?) inner in Between(before, after, at))
                    {
                        yield return inner;
                    }
                }
                else
                {
                    yield return (at, had ? before : null, has ? after : null);
                }
            }
        }
        else if (!JsonEquality.DeepEquals(old, now))
        {
            yield return (pointer, old, now);
        }
    }

    /// <summary>The places alone, the first few, for a log and the journal: values may be long, and may be written for a model.</summary>
    public static string Places(JsonElement old, JsonElement now)
    {
        string[] places = [.. Between(old, now).Select(difference => difference.Pointer)];
        return string.Join(", ", places.Take(MostPlaces)) + (places.Length > MostPlaces ? $" and {places.Length - MostPlaces} more" : "");
    }
}
