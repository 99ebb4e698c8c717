using System.Globalization;
using System.Text;
using System.Text.Unicode;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>Values as %s writes them: strings bare, maps in the order of their keys' text.</summary>
internal static class FormattedText
{
    private const int MaxDepth = 300;

    /// <summary>False for a value that has no such text; a stopped budget ends it early.</summary>
    public static bool Append(StringBuilder result, in CelValue value, ref CostBudget budget, int depth)
    {
        switch (value.Kind)
        {
            case CelKind.List or CelKind.Map when depth < MaxDepth:
                return value.Kind == CelKind.List ? AppendList(result, value, ref budget, depth) : AppendMap(result, value, ref budget, depth);
            case CelKind.String:
                return value.TryGetString(out string text) && Paid(result, text, ref budget);
            case CelKind.Bytes:
                return Utf8.IsValid(value.AsBytes) && Paid(result, Encoding.UTF8.GetString(value.AsBytes), ref budget);
            default:
                string? plain = Plain(value);
                result.Append(plain);
                return plain is not null;
        }
    }

    private static bool Paid(StringBuilder result, string text, ref CostBudget budget)
    {
        result.Append(budget.TryPayText(text.Length) ? text : "");
        return true;
    }

    private static string? Plain(in CelValue value) => value.Kind switch
    {
        CelKind.Null => "null",
        CelKind.Bool => value.AsBool ? "true" : "false",
        CelKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.AsUint.ToString(CultureInfo.InvariantCulture),
        CelKind.Double => NumberText.Of(value.AsDouble),
        CelKind.Timestamp => TimeText.Timestamp(value.Seconds, value.Nanoseconds),
        CelKind.Duration => TimeText.Duration(value.DurationNanoseconds),
        CelKind.Type => value.TypeName,
        CelKind.IpAddress => value.AsIpAddress.ToString(),
        CelKind.IpNetwork => value.AsIpNetwork.ToString(),
        _ => null,
    };

    private static bool AppendList(StringBuilder result, in CelValue list, ref CostBudget budget, int depth)
    {
        result.Append('[');
        var elements = new ElementCursor(list);
        for (int i = 0; elements.MoveNext(); i++)
        {
            result.Append(i == 0 ? "" : ", ");
            if (!budget.TryPay(1) || !Append(result, elements.Value, ref budget, depth + 1))
            {
                return budget.Stopped is not null;
            }
        }

        result.Append(']');
        return true;
    }

    private static bool AppendMap(StringBuilder result, in CelValue map, ref CostBudget budget, int depth)
    {
        var entries = new List<(string Key, string Value)>();
        var cursor = new ElementCursor(map);
        while (cursor.MoveNext())
        {
            var key = new StringBuilder();
            var value = new StringBuilder();
            if (!budget.TryPay(1) || !Append(key, cursor.Key, ref budget, depth + 1) || !Append(value, cursor.Value, ref budget, depth + 1))
            {
                return budget.Stopped is not null;
            }

            entries.Add((key.ToString(), value.ToString()));
        }

        IEnumerable<string> ordered = entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {entry.Value}");
        result.Append('{').AppendJoin(", ", ordered).Append('}');
        return true;
    }
}
