namespace PolicyOs.Expressions.Syntax;

/// <summary>The operators before an operand.</summary>
internal enum UnaryOperator
{
    Not,
    Negate,
}
