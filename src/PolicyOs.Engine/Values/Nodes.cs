using System.Text.Json;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Values;

/// <summary>What a path selects.</summary>
internal static class Nodes
{
    public static IEnumerable<JsonElement> Select(JsonPath path, JsonElement root) =>
        path.TrySelectSingle(root, out JsonElement value) ? [value] : [];
}
