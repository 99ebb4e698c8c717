namespace PolicyOs.Expressions.Syntax;

/// <summary>The operators between two operands, both always evaluated; and/or are <see cref="Expr.Logical"/>.</summary>
internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
}
