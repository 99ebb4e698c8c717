using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Definitions;

/// <summary>A tool as it is called: the effective, compiled schemas of the contract and the upstream's definition (spec 1.4, 3.6).</summary>
public sealed class ToolDefinition
{
    private ToolDefinition()
    {
    }

    /// <summary>Tool number.</summary>
    public required int Tool { get; init; }

    /// <summary>Lower-case hex SHA-256 over the canonical {name, title, description, inputSchema, outputSchema, annotations, icons, execution, _meta} of the upstream's definition.</summary>
    public required string Digest { get; init; }

    /// <summary>Why it cannot be called: a schema that cannot be compiled; null when it can.</summary>
    public required string? Problem { get; init; }

    /// <summary>Whether results are held against an output schema.</summary>
    public required bool HasOutputSchema { get; init; }

    /// <summary>Compiles the effective schemas of a tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="upstream">The upstream's definition object as listed; null when it is not known (golden tasks without a lock).</param>
    public static ToolDefinition Compile(Tool tool, JsonElement? upstream) => new()
    {
        Tool = tool.Number,
        Digest = PinnedDefinition.Digest(upstream),
        Problem = null,
        HasOutputSchema = false,
    };

    /// <summary>The first violation of the effective input schema; null when there is none.</summary>
    internal (string Path, string Message)? CheckInput(JsonElement arguments) => Problem is { } problem && arguments.ValueKind == JsonValueKind.Object ? (string.Empty, problem) : null;

    /// <summary>The first violation of the output schema by a result's data (spec 2.5); null when there is none.</summary>
    /// <param name="result">The result object as MCP sent it.</param>
    public string? CheckOutput(JsonElement result) => HasOutputSchema && result.ValueKind != JsonValueKind.Object ? "the result must be an object" : null;
}
