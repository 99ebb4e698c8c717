using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Json.Path.Syntax;

/// <summary>Writes a query in one spelling.</summary>
internal static class SyntaxWriter
{
    public static string Write(QuerySyntax query)
    {
        var text = new StringBuilder();
        Write(query, text);
        return text.ToString();
    }

    private static void Write(QuerySyntax query, StringBuilder text)
    {
        text.Append(query.IsRelative ? '@' : '$');
        foreach (SegmentSyntax segment in query.Segments)
        {
            text.Append(segment.IsDescendant ? "..[" : "[");
            WriteAll(segment.Selectors, ",", text, Write);
            text.Append(']');
        }
    }

    private static void Write(SelectorSyntax selector, StringBuilder text) => _ = selector switch
    {
        SelectorSyntax.Name name => text.Append(QuotedName.Write(name.Value)),
        SelectorSyntax.Wildcard => text.Append('*'),
        SelectorSyntax.Index index => text.Append(index.Value.ToString(CultureInfo.InvariantCulture)),
        SelectorSyntax.Slice slice => text.Append(CultureInfo.InvariantCulture, $"{slice.Start}:{slice.End}{(slice.Step is { } step ? $":{step}" : "")}"),
        SelectorSyntax.Filter filter => Write(filter.Condition, text.Append('?')),
        _ => throw new InvalidOperationException($"unknown selector {selector}"),
    };

    private static StringBuilder Write(ExpressionSyntax expression, StringBuilder text)
    {
        switch (expression)
        {
            case ExpressionSyntax.Or or:
                WriteAll(or.Operands, " || ", text, (operand, to) => Nested(operand, operand is ExpressionSyntax.Or, to));
                break;
            case ExpressionSyntax.And and:
                WriteAll(and.Operands, " && ", text, (operand, to) => Nested(operand, operand is ExpressionSyntax.Or or ExpressionSyntax.And, to));
                break;
            case ExpressionSyntax.Not not:
                Nested(not.Operand, not.Operand is not (ExpressionSyntax.Query or ExpressionSyntax.Call), text.Append('!'));
                break;
            case ExpressionSyntax.Comparison comparison:
                Write(comparison.Left, text);
                text.Append(' ').Append(Symbol(comparison.Operator)).Append(' ');
                Write(comparison.Right, text);
                break;
            case ExpressionSyntax.Literal literal:
                text.Append(Literal(literal.Value));
                break;
            case ExpressionSyntax.Query query:
                Write(query.Syntax, text);
                break;
            case ExpressionSyntax.Call call:
                text.Append(call.Name).Append('(');
                WriteAll(call.Arguments, ", ", text, (argument, to) => Write(argument, to));
                text.Append(')');
                break;
            default:
                throw new InvalidOperationException($"unknown expression {expression}");
        }

        return text;
    }

    private static void Nested(ExpressionSyntax expression, bool parentheses, StringBuilder text)
    {
        text.Append(parentheses ? "(" : "");
        Write(expression, text).Append(parentheses ? ")" : "");
    }

    private static string Literal(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return QuotedName.Write(value.GetString()!);
        }

        var canonical = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(value, canonical, CanonicalForm.Exact);
        return Encoding.UTF8.GetString(canonical.WrittenSpan);
    }

    private static string Symbol(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "==",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        _ => throw new InvalidOperationException($"unknown comparison {comparison}"),
    };

    private static void WriteAll<T>(IReadOnlyList<T> items, string separator, StringBuilder text, Action<T, StringBuilder> write)
    {
        for (int i = 0; i < items.Count; i++)
        {
            text.Append(i > 0 ? separator : "");
            write(items[i], text);
        }
    }
}
