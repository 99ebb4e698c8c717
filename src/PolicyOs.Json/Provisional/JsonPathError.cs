namespace PolicyOs.Json.Path;

/// <summary>Stands in until RFC 9535 lands in Path/; delete this file then.</summary>
public sealed record JsonPathError(int Position, string Message);
