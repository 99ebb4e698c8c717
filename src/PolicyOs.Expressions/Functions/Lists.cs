using System.Numerics;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>What functions and macros on lists share.</summary>
internal static class Lists
{
    /// <summary>The elements in an array of their own.</summary>
    public static bool TryCopy(in CelValue list, ref CostBudget budget, out CelValue[] items)
    {
        var elements = new ElementCursor(list);
        if (!budget.TryPay(elements.Count))
        {
            items = [];
            return false;
        }

        items = new CelValue[elements.Count];
        for (int i = 0; elements.MoveNext(); i++)
        {
            items[i] = elements.Value;
        }

        return true;
    }

    /// <summary>Whether a value is among these.</summary>
    public static bool Contains(ReadOnlySpan<CelValue> items, in CelValue value, ref CostBudget budget)
    {
        foreach (ref readonly CelValue item in items)
        {
            if (!budget.TryPay(1))
            {
                return false;
            }

            if (ValueEquality.AreEqual(item, value, ref budget))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a value is among the elements of a list.</summary>
    public static bool Contains(in CelValue list, in CelValue value, ref CostBudget budget)
    {
        if (!list.IsJson && list.AsList is ArrayList array)
        {
            return Contains(array.Span, value, ref budget);
        }

        var elements = new ElementCursor(list);
        while (elements.MoveNext())
        {
            if (!budget.TryPay(1))
            {
                return false;
            }

            if (ValueEquality.AreEqual(elements.Value, value, ref budget))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Stops where lists lie in lists deeper than any expression could ask to be flattened.</summary>
    public static bool MayNest(long depthLeft, ref CostBudget budget)
    {
        const long Deepest = 300;
        if (depthLeft > Deepest)
        {
            budget.Stop($"`flatten` goes at most {Deepest} lists deep");
        }

        return depthLeft <= Deepest;
    }

    /// <summary>The items in the order of their keys, equal keys in the order they came; keys are of one kind that has an order.</summary>
    public static CelValue Sort(CelValue[] items, CelValue[] keys, ref CostBudget budget)
    {
        long longest = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i].Kind != keys[0].Kind || !ValueOrder.HasOrder(keys[i].Kind, keys[i].Kind))
            {
                return CelValue.Fail($"{RuntimeTypes.Word(keys[0])} and {RuntimeTypes.Word(keys[i])} cannot be put in order");
            }

            if (keys[i].Kind == CelKind.String)
            {
                // Read once, not at every comparison.
                if (!budget.TryPayText(Sizes.TextLength(keys[i])))
                {
                    return budget.Failure;
                }

                if (!keys[i].TryGetString(out string text))
                {
                    return CelValue.Fail("a string is no well-formed Unicode");
                }

                keys[i] = CelValue.From(text);
                longest = Math.Max(longest, text.Length);
            }
            else if (keys[i].Kind == CelKind.Bytes)
            {
                longest = Math.Max(longest, keys[i].AsBytes.Length);
            }
        }

        long comparisons = keys.Length * (long)BitOperations.Log2((uint)keys.Length + 1);
        if (!budget.TryPay(comparisons * (1 + (longest / 10))))
        {
            return budget.Failure;
        }

        int[] order = [.. Enumerable.Range(0, items.Length)];
        Array.Sort(order, (a, b) => Compare(keys[a], keys[b]) is var result and not 0 ? result : a.CompareTo(b));
        return CelValue.ListOf(Array.ConvertAll(order, index => items[index]));
    }

    /// <summary>Sorting needs a total order: NaN comes before all other doubles.</summary>
    private static int Compare(in CelValue left, in CelValue right) => left.Kind == CelKind.Double
        ? left.AsDouble.CompareTo(right.AsDouble)
        : ValueOrder.Compare(left, right) ?? 0;
}
