using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Schema;

namespace PolicyOs.Engine.Definitions;

/// <summary>A tool as it is called: the effective, compiled schemas of the contract and the upstream's definition (spec 1.4, 3.6).</summary>
public sealed class ToolDefinition
{
    private readonly JsonSchema? _input;
    private readonly JsonSchema? _output;

    private readonly Tool _tool;
    private readonly JsonElement? _inputSource;

    private ToolDefinition(Tool tool, string digest, JsonElement? inputSource, JsonSchema? input, JsonSchema? output, string? problem) =>
        (_tool, Digest, _inputSource, _input, _output, Problem) = (tool, digest, inputSource, input, output, problem);

    /// <summary>Tool number.</summary>
    public int Tool => _tool.Number;

    /// <summary>Lower-case hex SHA-256 over the canonical {name, title, description, inputSchema, outputSchema, annotations, icons, execution, _meta} of the upstream's definition.</summary>
    public string Digest { get; }

    /// <summary>
    /// Lower-case hex SHA-256 over the effective input schema and what the contract leaves out of it: definitions with equal fingerprints take
    /// the same arguments.
    /// </summary>
    public string InputFingerprint => SchemaFingerprint.Of(_tool, _inputSource);

    /// <summary>Why it cannot be called: a schema that cannot be compiled; null when it can.</summary>
    public string? Problem { get; }

    /// <summary>Whether results are held against an output schema.</summary>
    public bool HasOutputSchema => _output is not null;

    /// <summary>Compiles the effective schemas of a tool: the contract's, where it declares them, else the upstream's.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="upstream">The upstream's definition object as listed; null when it is not known (golden tasks without a lock).</param>
    public static ToolDefinition Compile(Tool tool, JsonElement? upstream)
    {
        string? problem = null;
        var options = new SchemaOptions { AssertFormat = true };
        if (tool.Contract is { } contract)
        {
            options = options with { CloseRoot = contract.IsStrictArguments, Omission = OmittedKeywords.Of(contract, out problem) };
        }

        JsonElement? inputSource = tool.InputSchema ?? Member(upstream, "inputSchema");
        JsonSchema? input = Compile("input", inputSource, options, ref problem);
        JsonSchema? output = Compile("output", tool.OutputSchema ?? Member(upstream, "outputSchema"), new SchemaOptions(), ref problem);
        return new ToolDefinition(tool, PinnedDefinition.Digest(upstream), inputSource, input, output, problem);
    }

    /// <summary>The first violation of a result's data (spec 2.5) against the output schema; null when there is none, or no schema.</summary>
    /// <param name="result">The result object as MCP sent it.</param>
    public string? CheckOutput(JsonElement result) =>
        _output?.FirstViolation(ResultData.Of(result)) is { } violation ? $"{Place(violation.InstancePath)}{violation.Message}" : null;

    /// <summary>The first violation of the effective input schema: JSON Pointer and message; null when there is none. What has a problem fits nothing.</summary>
    internal (string Path, string Message)? CheckInput(JsonElement arguments)
    {
        if (Problem is not null)
        {
            return (string.Empty, Problem);
        }

        return _input?.FirstViolation(arguments) is { } violation
            ? (violation.InstancePath, $"{Place(violation.InstancePath)}{violation.Message}")
            : null;
    }

    private static string Place(string pointer) => pointer.Length == 0 ? string.Empty : pointer + ": ";

    private static JsonElement? Member(JsonElement? definition, string name) =>
        definition is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out JsonElement value) ? value : null;

    private static JsonSchema? Compile(string which, JsonElement? schema, SchemaOptions options, ref string? problem)
    {
        if (schema is not { } known)
        {
            return null;
        }

        SchemaCompilation compilation = JsonSchema.Compile(known, options);
        if (compilation.Schema is null)
        {
            SchemaProblem first = compilation.Problems[0];
            problem ??= $"its {which} schema cannot be used: {Place(first.SchemaPath)}{first.Message}";
        }

        return compilation.Schema;
    }
}
