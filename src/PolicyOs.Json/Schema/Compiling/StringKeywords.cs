using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;
using PolicyOs.Json.Schema.Formats;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>minLength, maxLength, pattern and format. The content keywords are notes (2020-12 validation, 8.1).</summary>
internal static class StringKeywords
{
    public static void Read(NodeContext context)
    {
        long? min = Limit(context, "minLength");
        long? max = Limit(context, "maxLength");
        if (min is not null || max is not null)
        {
            context.Node.Add(
                new LengthEvaluator(context.At("minLength"), min ?? 0, context.At("maxLength"), max ?? long.MaxValue),
                JsonValueKind.String);
        }

        if (context.TryGetValueKeyword("pattern", out JsonElement pattern)
            && context.Text("pattern", pattern) is { } text
            && context.Pattern("pattern", text) is { } compiled)
        {
            context.Node.Add(new PatternEvaluator(context.At("pattern"), compiled), JsonValueKind.String);
        }

        if (context.TryGetValueKeyword("format", out JsonElement format)
            && context.Text("format", format) is { } name
            && (context.Compiler.Options.AssertFormat || context.Dialect.AssertsFormat)
            && FormatTable.Find(name) is { } check)
        {
            context.Node.Add(new FormatEvaluator(context.At("format"), name, check), JsonValueKind.String);
        }
    }

    private static long? Limit(NodeContext context, string keyword) =>
        context.TryGetValueKeyword(keyword, out JsonElement value) ? context.Count(keyword, value) : null;
}
