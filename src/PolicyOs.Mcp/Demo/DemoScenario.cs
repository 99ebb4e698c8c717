using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo;

/// <summary>What one demo server offers: a list of tools as it is sent, and what each of them does to data in memory.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Instructions">What the server tells its client about itself.</param>
/// <param name="Tools">The array of <c>tools/list</c>.</param>
/// <param name="Handlers">Tool name to what it does with the arguments object; called one at a time.</param>
internal sealed record DemoScenario(
    string Name,
    string Instructions,
    JsonArray Tools,
    FrozenDictionary<string, Func<JsonElement, DemoReply>> Handlers)
{
    /// <summary>Texts to read: <c>uri</c>, <c>name</c>, <c>mimeType</c> and <c>text</c> each; null when the server has no resources.</summary>
    public IEnumerable<JsonObject>? Resources { get; init; }

    /// <summary>Prompts without arguments: <c>name</c>, <c>description</c> and <c>text</c> each; null when the server has none.</summary>
    public IEnumerable<JsonObject>? Prompts { get; init; }
}
