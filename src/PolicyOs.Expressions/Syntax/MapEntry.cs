namespace PolicyOs.Expressions.Syntax;

/// <summary>An entry of a map literal; an optional one is left out when its value holds nothing.</summary>
internal sealed record MapEntry(Expr Key, Expr Value, bool Optional);
