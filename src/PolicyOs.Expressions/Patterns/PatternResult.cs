namespace PolicyOs.Expressions.Patterns;

/// <summary>A pattern, or why it is none.</summary>
internal readonly record struct PatternResult(Pattern? Pattern, string? Error);
