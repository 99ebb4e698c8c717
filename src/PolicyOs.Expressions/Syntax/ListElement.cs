namespace PolicyOs.Expressions.Syntax;

/// <summary>An element of a list literal; an optional one is left out when it holds nothing.</summary>
internal sealed record ListElement(Expr Value, bool Optional);
