using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Patterns;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>Sizes, text tests, and the dynamic type (language definition, "Standard Environment").</summary>
internal static class StandardFunctions
{
    /// <summary>What compiling a pattern while evaluating costs for each character; a literal pattern is compiled at load.</summary>
    private const long PatternCharacterCost = 10;

    private static readonly CelType A = new CelType.Variable("A");
    private static readonly CelType AnyList = CelType.ListOf(A);
    private static readonly CelType AnyMap = CelType.MapOf(A, new CelType.Variable("B"));

    public static IEnumerable<Overload> All { get; } =
    [
        .. Sized(CelType.String), .. Sized(CelType.Bytes), .. Sized(AnyList), .. Sized(AnyMap),
        TextTest("contains", (text, part) => text.Contains(part, StringComparison.Ordinal)),
        TextTest("startsWith", (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        TextTest("endsWith", (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        Overload.Function("matches", [CelType.String, CelType.String], CelType.Bool, Matches),
        Overload.Method("matches", [CelType.String, CelType.String], CelType.Bool, Matches),
        Overload.Function("dyn", [A], CelType.Dyn, (ReadOnlySpan<CelValue> a, ref CostBudget _) => a[0]),
        Overload.Function("type", [A], new CelType.TypeOf(A), (ReadOnlySpan<CelValue> a, ref CostBudget _) => CelValue.FromTypeName(RuntimeTypes.NameOf(a[0]))),
    ];

    private static Overload[] Sized(CelType type) =>
        [Overload.Function("size", [type], CelType.Int, Size), Overload.Method("size", [type], CelType.Int, Size)];

    private static CelValue Size(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        CelValue value = arguments[0];
        switch (value.Kind)
        {
            case CelKind.String:
                return budget.TryPayText(value.AsString.Length) ? CelValue.From((long)Sizes.CodePoints(value.AsString)) : budget.Failure;
            case CelKind.Bytes:
                return CelValue.From(value.AsBytes.LongLength);
            default:
                return CelValue.From((long)Sizes.Count(value));
        }
    }

    private static Overload TextTest(string name, Func<string, string, bool> test) =>
        Overload.Method(name, [CelType.String, CelType.String], CelType.Bool, (ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
        {
            string text = arguments[0].AsString;
            string part = arguments[1].AsString;
            return budget.TryPayText((long)text.Length + part.Length) ? CelValue.From(test(text, part)) : budget.Failure;
        });

    private static CelValue Matches(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string source = arguments[1].AsString;
        if (!budget.TryPay(source.Length * PatternCharacterCost))
        {
            return budget.Failure;
        }

        PatternResult pattern = Pattern.Compile(source);
        if (pattern.Pattern is not { } compiled)
        {
            return CelValue.Fail(pattern.Error!);
        }

        return budget.TryPay(compiled.Size) ? Search(compiled, arguments[0].AsString, ref budget) : budget.Failure;
    }

    /// <summary>Whether a pattern is found in a text.</summary>
    public static CelValue Search(Pattern pattern, string text, ref CostBudget budget)
    {
        bool found = pattern.IsMatch(text, ref budget);
        return budget.Stopped is null ? CelValue.From(found) : budget.Failure;
    }
}
