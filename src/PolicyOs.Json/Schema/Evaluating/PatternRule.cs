namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>One entry of patternProperties.</summary>
internal sealed record PatternRule(KeywordAt At, Pattern Pattern, SchemaNode Schema);
