using System.Runtime.InteropServices;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>The lists extension; <c>sortBy</c> is a macro.</summary>
internal static class ListFunctions
{
    private static readonly CelType T = new CelType.Variable("T");
    private static readonly CelType ListOfT = CelType.ListOf(T);

    public static IEnumerable<Overload> All { get; } =
    [
        Overload.Method("distinct", [ListOfT], ListOfT, Distinct),
        Overload.Method("flatten", [CelType.ListOf(ListOfT)], ListOfT, Flatten),
        Overload.Method("flatten", [CelType.ListOf(CelType.Dyn)], CelType.ListOf(CelType.Dyn), Flatten),
        Overload.Method("flatten", [CelType.ListOf(CelType.Dyn), CelType.Int], CelType.ListOf(CelType.Dyn), Flatten),
        Overload.Method("first", [ListOfT], CelType.OptionalOf(T), (ReadOnlySpan<CelValue> a, ref CostBudget budget) => End(a[0], last: false, ref budget)),
        Overload.Method("last", [ListOfT], CelType.OptionalOf(T), (ReadOnlySpan<CelValue> a, ref CostBudget budget) => End(a[0], last: true, ref budget)),
        Overload.Function("lists.range", [CelType.Int], CelType.ListOf(CelType.Int), Range),
        Overload.Method("reverse", [ListOfT], ListOfT, Reverse),
        Overload.Method("slice", [ListOfT, CelType.Int, CelType.Int], ListOfT, Slice),
        Overload.Method("sort", [ListOfT], ListOfT, Sort),
    ];

    private static CelValue Range(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        long count = arguments[0].AsInt;
        if (count < 0)
        {
            return CelValue.Fail("`lists.range` of a negative number");
        }

        if (!budget.TryPay(count))
        {
            return budget.Failure;
        }

        var result = new CelValue[count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = CelValue.From((long)i);
        }

        return CelValue.ListOf(result);
    }

    private static CelValue Reverse(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        if (!Lists.TryCopy(arguments[0], ref budget, out CelValue[] items))
        {
            return budget.Failure;
        }

        Array.Reverse(items);
        return CelValue.ListOf(items);
    }

    private static CelValue Slice(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        long start = arguments[1].AsInt;
        long end = arguments[2].AsInt;
        if (start < 0 || end < start || end > Sizes.Count(arguments[0]))
        {
            return CelValue.Fail("the list has no such slice");
        }

        return Lists.TryCopy(arguments[0], ref budget, out CelValue[] items)
            ? CelValue.ListOf(items[(int)start..(int)end])
            : budget.Failure;
    }

    private static CelValue End(in CelValue list, bool last, ref CostBudget budget)
    {
        int count = Sizes.Count(list);
        return count == 0 ? CelValue.NoOptional : CelValue.FromOptional(Access.Element(list, last ? count - 1 : 0, Coercion.None, ref budget));
    }

    private static CelValue Distinct(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        var kept = new List<CelValue>();
        var elements = new ElementCursor(arguments[0]);
        while (elements.MoveNext())
        {
            CelValue element = elements.Value;
            if (!Lists.Contains(CollectionsMarshal.AsSpan(kept), element, ref budget))
            {
                kept.Add(element);
            }

            if (budget.Stopped is not null)
            {
                return budget.Failure;
            }
        }

        return CelValue.ListOf([.. kept]);
    }

    private static CelValue Flatten(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        long depth = arguments.Length > 1 ? arguments[1].AsInt : 1;
        if (depth < 0)
        {
            return CelValue.Fail("`flatten` to a negative depth");
        }

        var result = new List<CelValue>();
        AddFlat(arguments[0], depth, result, ref budget);
        return budget.Stopped is null ? CelValue.ListOf([.. result]) : budget.Failure;
    }

    private static void AddFlat(in CelValue list, long depth, List<CelValue> result, ref CostBudget budget)
    {
        var elements = new ElementCursor(list);
        while (budget.TryPay(1) && elements.MoveNext())
        {
            CelValue element = elements.Value;
            if (element.Kind == CelKind.List && depth > 0)
            {
                if (!Lists.MayNest(depth, ref budget))
                {
                    return;
                }

                AddFlat(element, depth - 1, result, ref budget);
            }
            else
            {
                result.Add(element);
            }
        }
    }

    private static CelValue Sort(ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
        Lists.TryCopy(arguments[0], ref budget, out CelValue[] items) ? Lists.Sort(items, items, ref budget) : budget.Failure;
}
