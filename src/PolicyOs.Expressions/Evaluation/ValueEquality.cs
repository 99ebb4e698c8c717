using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>Equality of any two values, across numeric types and through lists and maps (language definition, "Equality").</summary>
internal static class ValueEquality
{
    /// <summary>Values nest at most as deep as an expression or a JSON document; a document deeper than this is not walked.</summary>
    private const int MaxDepth = 300;

    /// <summary>Whether two values are equal; meaningless once the budget has stopped.</summary>
    public static bool AreEqual(in CelValue left, in CelValue right, ref CostBudget budget) => AreEqual(left, right, ref budget, 0);

    private static bool AreEqual(in CelValue left, in CelValue right, ref CostBudget budget, int depth)
    {
        if (left.Kind != right.Kind)
        {
            return ValueOrder.IsNumber(left.Kind) && ValueOrder.IsNumber(right.Kind) && Numbers.Compare(left, right) == 0;
        }

        switch (left.Kind)
        {
            case CelKind.Null:
                return true;
            case CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Duration:
                return left.AsInt == right.AsInt;
            case CelKind.Double:
                // NaN is equal to nothing, itself included.
                return Numbers.Compare(left, right) == 0;
            case CelKind.String:
                return TextsEqual(left, right, ref budget);
            case CelKind.Bytes:
                return budget.TryPayText(left.AsBytes.Length) && left.AsBytes.AsSpan().SequenceEqual(right.AsBytes);
            case CelKind.Timestamp:
                return left.Seconds == right.Seconds && left.Nanoseconds == right.Nanoseconds;
            case CelKind.Type:
                return string.Equals(left.TypeName, right.TypeName, StringComparison.Ordinal);
            case CelKind.IpAddress:
                return left.AsIpAddress == right.AsIpAddress;
            case CelKind.IpNetwork:
                return left.AsIpNetwork == right.AsIpNetwork;
            default:
                return CanGoDeeper(ref budget, depth) && ContentsEqual(left, right, ref budget, depth);
        }
    }

    private static bool CanGoDeeper(ref CostBudget budget, int depth)
    {
        if (depth >= MaxDepth)
        {
            budget.Stop($"the values compared nest deeper than {MaxDepth}");
        }

        return depth < MaxDepth;
    }

    private static bool ContentsEqual(in CelValue left, in CelValue right, ref CostBudget budget, int depth) => left.Kind switch
    {
        CelKind.List => ListsEqual(left, right, ref budget, depth),
        CelKind.Map => MapsEqual(left, right, ref budget, depth),
        CelKind.Optional => left.HasOptionalValue == right.HasOptionalValue
            && (!left.HasOptionalValue || AreEqual(left.OptionalValue, right.OptionalValue, ref budget, depth + 1)),
        _ => false,
    };

    private static bool TextsEqual(in CelValue left, in CelValue right, ref CostBudget budget)
    {
        if (!left.IsJson && !right.IsJson)
        {
            return budget.TryPayText(Math.Min(left.AsString.Length, right.AsString.Length))
                && string.Equals(left.AsString, right.AsString, StringComparison.Ordinal);
        }

        CelValue json = left.IsJson ? left : right;
        CelValue other = left.IsJson ? right : left;
        return budget.TryPayText(Sizes.TextLength(other)) && other.TryGetString(out string text) && JsonValues.TextEquals(json.Json, text);
    }

    private static bool ListsEqual(in CelValue left, in CelValue right, ref CostBudget budget, int depth)
    {
        var first = new ElementCursor(left);
        var second = new ElementCursor(right);
        if (first.Count != second.Count)
        {
            return false;
        }

        while (first.MoveNext() && second.MoveNext())
        {
            if (!budget.TryPay(1) || !AreEqual(first.Value, second.Value, ref budget, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MapsEqual(in CelValue left, in CelValue right, ref CostBudget budget, int depth)
    {
        var entries = new ElementCursor(left);
        if (entries.Count != Sizes.Count(right))
        {
            return false;
        }

        while (entries.MoveNext())
        {
            if (!budget.TryPay(1)
                || !Access.TryFind(right, entries.Key, Coercion.None, ref budget, out CelValue other)
                || !AreEqual(entries.Value, other, ref budget, depth + 1))
            {
                return false;
            }
        }

        return true;
    }
}
