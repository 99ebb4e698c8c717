using System.Text.Json;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Values;

/// <summary>What a path selects.</summary>
internal static class Nodes
{
    /// <summary>
    /// How many nodes a query may visit: several <c>..</c> in one can select far more nodes than a document has. What needs more work cannot
    /// be evaluated, and is refused as an unexpected failure of its check.
    /// </summary>
    private const long MaxSteps = 1_000_000;

    public static IEnumerable<JsonElement> Select(JsonPath path, JsonElement root)
    {
        if (path.IsSingular)
        {
            return path.TrySelectSingle(root, out JsonElement value) ? [value] : [];
        }

        return path.TrySelect(root, MaxSteps, out IReadOnlyList<JsonPathNode> nodes)
            ? nodes.Select(static node => node.Value)
            : throw new InvalidOperationException($"{path} selects too much of the document");
    }
}
