using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>
/// The optional-types extension. Selections with <c>?</c> and <c>optMap</c> are syntax; the evaluator itself takes <c>or</c> and
/// <c>orValue</c>, whose argument is evaluated only when it is needed.
/// </summary>
internal static class OptionalFunctions
{
    private static readonly CelType T = new CelType.Variable("T");
    private static readonly CelType Optional = CelType.OptionalOf(T);

    public static IEnumerable<Overload> All { get; } =
    [
        Overload.Function("optional.of", [T], Optional, (ReadOnlySpan<CelValue> a, ref CostBudget _) => CelValue.FromOptional(a[0])),
        Overload.Function("optional.ofNonZeroValue", [T], Optional, (ReadOnlySpan<CelValue> a, ref CostBudget _) =>
            IsZero(a[0]) ? CelValue.NoOptional : CelValue.FromOptional(a[0])),
        Overload.Function("optional.none", [], Optional, (ReadOnlySpan<CelValue> _, ref CostBudget _) => CelValue.NoOptional),
        Overload.Method("hasValue", [Optional], CelType.Bool, (ReadOnlySpan<CelValue> a, ref CostBudget _) => CelValue.From(a[0].HasOptionalValue)),
        Overload.Method("value", [Optional], T, (ReadOnlySpan<CelValue> a, ref CostBudget _) =>
            a[0].HasOptionalValue ? a[0].OptionalValue : CelValue.Fail("`optional.none()` has no value")),
        Overload.Method("or", [Optional, Optional], Optional, (ReadOnlySpan<CelValue> a, ref CostBudget _) => a[0].HasOptionalValue ? a[0] : a[1]),
        Overload.Method("orValue", [Optional, T], T, (ReadOnlySpan<CelValue> a, ref CostBudget _) => a[0].HasOptionalValue ? a[0].OptionalValue : a[1]),
        Overload.Function("optional.unwrap", [CelType.ListOf(Optional)], CelType.ListOf(T), Unwrap),
        Overload.Method("unwrapOpt", [CelType.ListOf(Optional)], CelType.ListOf(T), Unwrap),
    ];

    private static CelValue Unwrap(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        var present = new List<CelValue>();
        var elements = new ElementCursor(arguments[0]);
        while (elements.MoveNext())
        {
            if (!budget.TryPay(1))
            {
                return budget.Failure;
            }

            if (elements.Value.Kind != CelKind.Optional)
            {
                return CelValue.Fail($"expected optional values, found {RuntimeTypes.Word(elements.Value)}");
            }

            if (elements.Value.HasOptionalValue)
            {
                present.Add(elements.Value.OptionalValue);
            }
        }

        return CelValue.ListOf([.. present]);
    }

    /// <summary>The value that a type starts from: false, 0, empty, null.</summary>
    private static bool IsZero(in CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Duration => value.AsInt == 0,
        CelKind.Double => value.AsDouble == 0,
        CelKind.String => value.AsString.Length == 0,
        CelKind.Bytes => value.AsBytes.Length == 0,
        CelKind.List or CelKind.Map => Sizes.Count(value) == 0,
        CelKind.Optional => !value.HasOptionalValue,
        _ => false,
    };
}
