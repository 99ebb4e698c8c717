using System.Text;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>Replacing and splitting. An empty part is found before every code point; replacing also finds it at the end.</summary>
internal static class TextSplitting
{
    /// <summary>Replaces from the left, at most as often as the limit says; a negative limit is none.</summary>
    public static CelValue Replace(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        string part = arguments[1].AsString;
        string replacement = arguments[2].AsString;
        long limit = arguments.Length > 3 && arguments[3].AsInt >= 0 ? arguments[3].AsInt : long.MaxValue;
        var result = new StringBuilder();
        int position = 0;
        for (long done = 0; done < limit; done++)
        {
            int found = Find(text, part, position, skipEmpty: part.Length == 0 && done > 0);
            if (found < 0)
            {
                break;
            }

            if (!budget.TryPayText((long)(found - position) + replacement.Length))
            {
                return budget.Failure;
            }

            result.Append(text, position, found - position).Append(replacement);
            position = found + part.Length;
        }

        return CelValue.From(result.Append(text, position, text.Length - position).ToString());
    }

    /// <summary>Splits from the left into at most as many pieces as the limit says; a negative limit is none.</summary>
    public static CelValue Split(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        string separator = arguments[1].AsString;
        long limit = arguments.Length > 2 && arguments[2].AsInt >= 0 ? arguments[2].AsInt : long.MaxValue;
        var pieces = new List<CelValue>();
        int position = 0;
        while (pieces.Count + 1 < limit)
        {
            int found = Find(text, separator, position, skipEmpty: separator.Length == 0);
            if (found < 0 || (separator.Length == 0 && found >= text.Length))
            {
                break;
            }

            if (!budget.TryPay(1))
            {
                return budget.Failure;
            }

            pieces.Add(CelValue.From(text[position..found]));
            position = found + separator.Length;
        }

        if (limit > 0 && !(separator.Length == 0 && text.Length == 0))
        {
            pieces.Add(CelValue.From(text[position..]));
        }

        return CelValue.ListOf([.. pieces]);
    }

    /// <summary>The next place of a part; an empty one that was just found is found again one code point on.</summary>
    private static int Find(string text, string part, int position, bool skipEmpty)
    {
        if (!skipEmpty)
        {
            return text.IndexOf(part, position, StringComparison.Ordinal);
        }

        return position < text.Length ? position + CodePoints.Width(text, position) : -1;
    }
}
