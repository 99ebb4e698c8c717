using System.Collections.Immutable;

namespace PolicyOs.Engine.Explanations;

/// <summary>One condition in CEL with all that it came to.</summary>
/// <param name="Row">The row of the table in spec 2.1 that asked it: 15, 18 or 20; the trace entry of this row is the one it belongs to.</param>
/// <param name="Owner"><c>aggregate</c>, <c>rule</c> or <c>checkpoint</c>.</param>
/// <param name="Name">Its name or id.</param>
/// <param name="Source">The expression as written.</param>
/// <param name="Truth">What it came to; null when it has no answer.</param>
/// <param name="Error">Why it has none: the sub-expression and the reason; null when it has one.</param>
/// <param name="Steps">Its sub-expressions, each before its parts, in the order they are written.</param>
public sealed record ExpressionTrace(int Row, string Owner, string Name, string Source, bool? Truth, string? Error, ImmutableArray<ExpressionStep> Steps);
