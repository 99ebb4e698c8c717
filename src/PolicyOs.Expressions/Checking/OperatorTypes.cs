using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>The overloads of the operators (language definition, "Standard Environment"; comparisons across numeric types as "Ordering" has them).</summary>
internal static class OperatorTypes
{
    private static readonly CelType A = new CelType.Variable("A");
    private static readonly CelType[] Numbers = [CelType.Int, CelType.Uint, CelType.Double];
    private static readonly CelType[] Ordered = [CelType.Bool, .. Numbers, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration];

    private static readonly Dictionary<BinaryOperator, Overload[]> Binary = Build();

    public static Overload[] Negation { get; } = [Of("-", CelType.Int, [CelType.Int]), Of("-", CelType.Double, [CelType.Double])];

    public static Overload[] Conditional { get; } = [Of("?:", A, [CelType.Bool, A, A])];

    public static Overload[] For(BinaryOperator op) => Binary[op];

    private static Overload Of(string name, CelType result, CelType[] parameters) => Overload.Function(name, parameters, result, null);

    private static Dictionary<BinaryOperator, Overload[]> Build()
    {
        CelType time = CelType.Timestamp;
        CelType span = CelType.Duration;
        CelType list = CelType.ListOf(A);
        Overload[] comparisons =
        [
            .. Ordered.Select(type => Of("<", CelType.Bool, [type, type])),
            .. from left in Numbers from right in Numbers where left != right select Of("<", CelType.Bool, [left, right]),
        ];
        Overload[] equality = [Of("==", CelType.Bool, [A, A])];
        return new()
        {
            [BinaryOperator.Add] =
            [
                .. Same("+", Numbers), .. Same("+", [CelType.String, CelType.Bytes, list, span]),
                Of("+", time, [time, span]), Of("+", time, [span, time]),
            ],
            [BinaryOperator.Subtract] = [.. Same("-", Numbers), .. Same("-", [span]), Of("-", span, [time, time]), Of("-", time, [time, span])],
            [BinaryOperator.Multiply] = Same("*", Numbers),
            [BinaryOperator.Divide] = Same("/", Numbers),
            [BinaryOperator.Modulo] = Same("%", [CelType.Int, CelType.Uint]),
            [BinaryOperator.Equal] = equality,
            [BinaryOperator.NotEqual] = equality,
            [BinaryOperator.Less] = comparisons,
            [BinaryOperator.LessOrEqual] = comparisons,
            [BinaryOperator.Greater] = comparisons,
            [BinaryOperator.GreaterOrEqual] = comparisons,
            [BinaryOperator.In] = [Of("in", CelType.Bool, [A, list]), Of("in", CelType.Bool, [A, CelType.MapOf(A, new CelType.Variable("B"))])],
        };
    }

    private static Overload[] Same(string name, CelType[] types) => [.. types.Select(type => Of(name, type, [type, type]))];
}
