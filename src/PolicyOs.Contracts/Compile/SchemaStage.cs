using System.Text.Json;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Compile;

/// <summary>Compiles the declared schemas, so that a bad one is found here and paths can be compared with them.</summary>
internal sealed class SchemaStage : IStage
{
    /// <summary>Tools from which on schemas are compiled on all processors.</summary>
    private const int Many = 100;

    public void Run(Compilation compilation)
    {
        var strict = new SchemaOptions { CloseRoot = compilation.IsStrictArguments };
        var open = new SchemaOptions();
        List<ToolDraft> tools = compilation.Drafts;
        var compiled = new (SchemaCompilation? Input, SchemaCompilation? Output)[tools.Count];
        AllProcessors.For(tools.Count, tools.Count >= Many, n => compiled[n] = (Compile(tools[n].InputSchema, strict), Compile(tools[n].OutputSchema, open)));
        for (int n = 0; n < tools.Count; n++)
        {
            tools[n].Input = Check(tools[n], "input_schema", compiled[n].Input, compilation.Report);
            tools[n].Output = Check(tools[n], "output_schema", compiled[n].Output, compilation.Report);
        }
    }

    private static SchemaCompilation? Compile(JsonElement? written, SchemaOptions options) => written is { } schema ? JsonSchema.Compile(schema, options) : null;

    private static JsonSchema? Check(ToolDraft tool, string key, SchemaCompilation? compilation, DiagnosticBag report)
    {
        if (compilation is null)
        {
            return null;
        }

        YamlNode root = tool.Declared.Node.Find(key)!.Value;
        foreach (SchemaProblem problem in compilation.Problems)
        {
            report.Add(Codes.BadSchema, Place(root, problem.SchemaPath), $"`{key}` of `{tool.Name}` cannot be enforced: {problem.Message} (at {(problem.SchemaPath.Length == 0 ? "its root" : problem.SchemaPath)})");
        }

        if (compilation.Schema is { } schema && !schema.Describe(InstancePath.Root).Types.HasFlag(SchemaTypes.Object))
        {
            report.Add(Codes.BadSchema, root.At, $"`{key}` of `{tool.Name}` takes no object, and nothing else can come");
        }

        return compilation.Schema;
    }

    /// <summary>The node that a JSON Pointer leads to, or the last one on the way.</summary>
    private static SourceSpan Place(YamlNode node, string pointer)
    {
        SourceSpan at = node.At;
        foreach (string token in pointer.Split('/').Skip(1).Select(t => t.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (node is YamlNode.Mapping mapping && mapping.Find(token) is { } entry)
            {
                (node, at) = (entry.Value, entry.KeyAt);
            }
            else if (node is YamlNode.Sequence list && int.TryParse(token, out int index) && index < list.Items.Length)
            {
                (node, at) = (list.Items[index], list.Items[index].At);
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
