using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Secrets;

/// <summary>A value as a decision may show it: masked and short.</summary>
internal static class SafePreview
{
    private const int MaxLength = 120;

    /// <summary>What <paramref name="path"/> selects in the masked arguments; a path that leads into a masked value shows the mask.</summary>
    public static string Of(JsonPath path, JsonElement arguments, ImmutableArray<JsonPath> sensitive)
    {
        JsonElement masked = Masking.ForPeople(arguments, sensitive);
        string[] nodes = [.. Nodes.Select(path, masked).Select(static node => node.GetRawText())];
        string text = nodes.Length == 0 ? $"\"{Masking.Sensitive}\"" : string.Join(", ", nodes);
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }
}
