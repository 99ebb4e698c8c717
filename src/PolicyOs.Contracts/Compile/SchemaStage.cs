using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Compile;

/// <summary>Compiles the declared schemas, so that a bad one is found here and paths can be compared with them.</summary>
internal sealed class SchemaStage : IStage
{
    public void Run(Compilation compilation)
    {
        var strict = new SchemaOptions { CloseRoot = compilation.IsStrictArguments };
        foreach (ToolDraft tool in compilation.Drafts)
        {
            tool.Input = Compile(tool, "input_schema", tool.Declared.InputSchema, strict, compilation.Report);
            tool.Output = Compile(tool, "output_schema", tool.Declared.OutputSchema, new SchemaOptions(), compilation.Report);
        }
    }

    private static JsonSchema? Compile(ToolDraft tool, string key, Located<System.Text.Json.JsonElement>? written, SchemaOptions options, DiagnosticBag report)
    {
        if (written is null)
        {
            return null;
        }

        SchemaCompilation compilation = JsonSchema.Compile(written.Value, options);
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
