using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>The sets extension: lists seen as sets, by the equality of the language.</summary>
internal static class SetFunctions
{
    private static readonly CelType List = CelType.ListOf(new CelType.Variable("T"));

    public static IEnumerable<Overload> All { get; } =
    [
        OfTwo("sets.contains", (CelValue set, CelValue other, ref CostBudget budget) => HasAll(set, other, ref budget)),
        OfTwo("sets.equivalent", (CelValue set, CelValue other, ref CostBudget budget) =>
            HasAll(set, other, ref budget) && HasAll(other, set, ref budget)),
        OfTwo("sets.intersects", (CelValue set, CelValue other, ref CostBudget budget) => HasAny(set, other, ref budget)),
    ];

    private delegate bool Relation(CelValue set, CelValue other, ref CostBudget budget);

    private static Overload OfTwo(string name, Relation relation) =>
        Overload.Function(name, [List, List], CelType.Bool, (ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
        {
            bool holds = relation(arguments[0], arguments[1], ref budget);
            return budget.Stopped is null ? CelValue.From(holds) : budget.Failure;
        });

    private static bool HasAll(in CelValue set, in CelValue members, ref CostBudget budget)
    {
        var elements = new ElementCursor(members);
        while (elements.MoveNext())
        {
            if (!Lists.Contains(set, elements.Value, ref budget))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasAny(in CelValue set, in CelValue members, ref CostBudget budget)
    {
        var elements = new ElementCursor(members);
        while (budget.Stopped is null && elements.MoveNext())
        {
            if (Lists.Contains(set, elements.Value, ref budget))
            {
                return true;
            }
        }

        return false;
    }
}
