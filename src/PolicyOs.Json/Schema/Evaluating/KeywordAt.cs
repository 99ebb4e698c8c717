namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>A keyword and its place in the schema, as violations name it.</summary>
internal sealed record KeywordAt(string Keyword, string Path);
