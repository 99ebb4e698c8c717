using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;
using PolicyOs.Json.Schema;

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
            compilation.Report.Add(Codes.BadPath, text.At, $"`{text.Value}` is no JSONPath: {error.Message}", "paths look like $.amount or $.lines[0].price");
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
    internal JsonPath? InArguments(Located<string>? text, ToolDraft? tool) => Known(Compile(text), text, tool, tool?.Input, "arguments");

    /// <summary>A singular path into the arguments of a tool.</summary>
    internal JsonPath? InArguments(Located<string>? text, ToolDraft? tool, string use) => Known(Singular(text, use), text, tool, tool?.Input, "arguments");

    /// <summary>A path into the result of a tool; reported when its closed schema cannot have it.</summary>
    internal JsonPath? InOutput(Located<string>? text, ToolDraft? tool) => Known(Compile(text), text, tool, tool?.Output, "results");

    /// <summary>A singular path into the result of a tool.</summary>
    internal JsonPath? InOutput(Located<string>? text, ToolDraft? tool, string use) => Known(Singular(text, use), text, tool, tool?.Output, "results");

    /// <summary>A sensitive path, which is looked for in arguments and results.</summary>
    internal JsonPath? InEither(Located<string> text, ToolDraft tool)
    {
        JsonPath? path = Compile(text);
        return path is not null && CanExist(path, tool.Input) && !CanExist(path, tool.Output) ? path
            : Known(path, text, tool, CanExist(path, tool.Output) ? null : tool.Input, "arguments or results");
    }

    /// <summary>Whether the arguments of a tool can have the path, as far as its schema is declared.</summary>
    internal static bool CanExistInArguments(JsonPath path, ToolDraft tool) => CanExist(path, tool.Input);

    /// <summary>Whether a form can hold the argument: string, boolean, enum, or a number whose stated bounds a double holds exactly.</summary>
    internal static bool IsEditable(JsonPath path, ToolDraft tool) => tool.Input is null || EditableSchema.Allows(tool.Input, PathSteps.Against(path, tool.Input));

    private static bool CanExist(JsonPath? path, JsonSchema? schema) =>
        path is null || schema is null || schema.Describe(PathSteps.Against(path, schema)).Existence != PathExistence.No;

    private JsonPath? Known(JsonPath? path, Located<string>? text, ToolDraft? tool, JsonSchema? schema, string where)
    {
        if (path is null || schema is null || CanExist(path, schema))
        {
            return path;
        }

        (string step, PathDescription parent) = PathSteps.FirstImpossible(PathSteps.Against(path, schema), schema);
        string? help = NearMiss.Of(step, parent.PropertyNames) is { } meant
            ? $"did you mean `{meant}`?"
            : parent.PropertyNames.IsEmpty ? null : $"properties there: {string.Join(", ", parent.PropertyNames)}";
        compilation.Report.Add(Codes.UnknownPath, text!.At, $"{where} of `{tool!.Name}` cannot have `{text.Value}`: the schema has no `{step}` there", help);
        return path;
    }
}
