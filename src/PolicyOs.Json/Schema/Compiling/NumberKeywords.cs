using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>minimum, maximum, exclusiveMinimum, exclusiveMaximum and multipleOf.</summary>
internal static class NumberKeywords
{
    public static void Read(NodeContext context)
    {
        var rules = new List<NumberRule>();
        ReadBound(context, rules, "minimum", NumberRuleKind.Minimum, "exclusiveMinimum", NumberRuleKind.ExclusiveMinimum);
        ReadBound(context, rules, "maximum", NumberRuleKind.Maximum, "exclusiveMaximum", NumberRuleKind.ExclusiveMaximum);
        if (context.TryGetValueKeyword("multipleOf", out JsonElement divisor) && context.Number("multipleOf", divisor) is { } number)
        {
            if (number.Sign > 0)
            {
                rules.Add(new NumberRule(context.At("multipleOf"), NumberRuleKind.MultipleOf, number));
            }
            else
            {
                context.Problem("multipleOf", "must be greater than 0");
            }
        }

        if (rules.Count > 0)
        {
            context.Node.Add(new NumberEvaluator([.. rules]), JsonValueKind.Number);
        }
    }

    private static void ReadBound(
        NodeContext context, List<NumberRule> rules, string keyword, NumberRuleKind kind, string exclusiveKeyword, NumberRuleKind exclusiveKind)
    {
        bool hasExclusive = context.TryGetValueKeyword(exclusiveKeyword, out JsonElement exclusive);
        bool isFlag = hasExclusive && context.Dialect.ExclusiveIsBoolean;
        if (isFlag && exclusive.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            context.Problem(exclusiveKeyword, "must be a boolean in draft 4");
        }

        if (context.TryGetValueKeyword(keyword, out JsonElement bound) && context.Number(keyword, bound) is { } number)
        {
            bool excludes = isFlag && exclusive.ValueKind == JsonValueKind.True;
            rules.Add(new NumberRule(context.At(keyword), excludes ? exclusiveKind : kind, number));
        }

        if (hasExclusive && !isFlag && context.Number(exclusiveKeyword, exclusive) is { } beyond)
        {
            rules.Add(new NumberRule(context.At(exclusiveKeyword), exclusiveKind, beyond));
        }
    }
}
