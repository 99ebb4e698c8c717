namespace PolicyOs.Expressions;

/// <summary>An evaluation with the value of every sub-expression that is not a constant.</summary>
/// <param name="Result">What the whole came to.</param>
/// <param name="Steps">The sub-expressions, each before its parts, in the order they are written.</param>
public sealed record CelExplanation(CelResult Result, IReadOnlyList<CelStep> Steps);
