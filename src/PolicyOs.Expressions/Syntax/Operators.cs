namespace PolicyOs.Expressions.Syntax;

/// <summary>How operators are written and how tightly they bind (language definition, "Syntax").</summary>
internal static class Operators
{
    public const int ConditionalPrecedence = 0;
    public const int OrPrecedence = 1;
    public const int AndPrecedence = 2;
    public const int RelationPrecedence = 3;
    public const int SumPrecedence = 4;
    public const int ProductPrecedence = 5;
    public const int UnaryPrecedence = 6;
    public const int MemberPrecedence = 7;

    private static readonly Dictionary<string, BinaryOperator> BySymbol =
        Enum.GetValues<BinaryOperator>().ToDictionary(Symbol, StringComparer.Ordinal);

    public static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Modulo => "%",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        _ => "in",
    };

    public static string Symbol(UnaryOperator op) => op == UnaryOperator.Not ? "!" : "-";

    public static int Precedence(BinaryOperator op) => op switch
    {
        BinaryOperator.Add or BinaryOperator.Subtract => SumPrecedence,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo => ProductPrecedence,
        _ => RelationPrecedence,
    };

    /// <summary>The operator a token is, or null.</summary>
    public static BinaryOperator? Of(in Token token) =>
        token.Kind is TokenKind.Symbol or TokenKind.Keyword && BySymbol.TryGetValue(token.Text, out BinaryOperator op) ? op : null;
}
