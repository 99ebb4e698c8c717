using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax.Schemas;

/// <summary>JSON Schemas of the YAML files, for editors: made from the very shapes that read them.</summary>
internal static class LanguageSchemas
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>File name to text.</summary>
    internal static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["mcp_contract.schema.json"] = Of("mcp_contract.yaml", McpContractSyntax.Shape),
        ["agent_contract.schema.json"] = Of("agent_contract.yaml", AgentContractSyntax.Shape),
        ["session.schema.json"] = Of("session.yaml", SessionSyntax.Shape),
        ["tool.schema.json"] = Of("tools/<tool>.yaml", ToolContractSyntax.Shape),
        ["policies.schema.json"] = Of("policies/*.yaml", PoliciesSyntax.Shape),
        ["golden_tasks.schema.json"] = Of("golden_tasks.yaml", GoldenTasksSyntax.Shape),
    };

    private static string Of<T>(string title, Shape<T> shape)
    {
        var definitions = new JsonObject();
        JsonObject root = shape.ToSchema(definitions);
        var sorted = new JsonObject();
        foreach ((string name, JsonNode? definition) in definitions.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            sorted[name] = definition!.DeepClone();
        }

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["$ref"] = root["$ref"]!.DeepClone(),
            ["$defs"] = sorted,
        };
        return schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }
}
