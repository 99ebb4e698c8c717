using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Expressions;
using PolicyOs.Expressions.Types;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Path;
using PolicyOs.Json.Schema;

namespace PolicyOs.Engine.Tests.Bundles;

/// <summary>Short spellings for the parts of a bundle.</summary>
public static class Make
{
    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public static JsonPath Path(string text) => JsonPath.TryParse(text, out JsonPath? path, out _) ? path! : throw new FormatException(text);

    public static JsonNumber Number(string text) => JsonNumber.TryParse(text, out JsonNumber number) ? number : throw new FormatException(text);

    public static Pattern Pattern(string text) =>
        Patterns.TryCompile(text, out Pattern? pattern, out string? error) ? pattern : throw new FormatException(error);

    public static Invariant Invariant(string path, params Operator[] operators) => new(Path(path), [.. operators]);

    public static Condition When(string path, params Operator[] operators) => new Condition.OnPath(Invariant(path, operators));

    /// <summary>A condition in CEL whose variables have no types.</summary>
    public static CelProgram Cel(string source, CelLimits? limits = null)
    {
        CelCompilation compiled = CelProgram.Compile(source, RuleVariables.Slots, CelType.Bool, limits);
        return compiled.Program ?? throw new FormatException($"{source}: {compiled.Diagnostics[0].Message}");
    }

    public static Operator EqualTo(string json) => new Operator.EqualTo(Json(json));

    public static Operator AtMost(string number) => new Operator.AtMost(Number(number));

    public static Operator AtLeast(string number) => new Operator.AtLeast(Number(number));

    public static PrincipalCondition Principal(string path, params Operator[] operators) => new(Invariant(path, operators));
}
