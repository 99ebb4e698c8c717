namespace PolicyOs.Expressions.Syntax;

/// <summary>The outcome of parsing: a tree, or the first error.</summary>
/// <param name="Root">The tree; meaningless when there is an error.</param>
/// <param name="NodeCount">One more than the highest id in the tree.</param>
/// <param name="Error">Why there is no tree.</param>
internal sealed record ParsedSource(Expr Root, int NodeCount, SyntaxError? Error);
