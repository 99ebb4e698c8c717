using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Compile;

/// <summary>Builds linear-time patterns, each text once.</summary>
internal sealed class PatternCompiler(DiagnosticBag report)
{
    private readonly Dictionary<string, (Pattern? Pattern, string? Fault)> _built = new(StringComparer.Ordinal);

    /// <summary>Null when it is not given or not a pattern that runs in linear time, which is reported.</summary>
    internal Pattern? Compile(Located<string>? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!_built.TryGetValue(text.Value, out (Pattern? Pattern, string? Fault) built))
        {
            built = Build(text.Value);
            _built[text.Value] = built;
        }

        if (built.Pattern is null)
        {
            report.Add(Codes.BadPattern, text.At, $"`{text.Value}` cannot be used as a pattern: {built.Fault}");
        }

        return built.Pattern;
    }

    private static (Pattern? Pattern, string? Fault) Build(string text) =>
        Patterns.TryCompile(text, out Pattern? pattern, out string? problem) ? (pattern, null) : (null, problem);
}
