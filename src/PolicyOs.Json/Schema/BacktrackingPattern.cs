namespace PolicyOs.Json.Schema;

/// <summary>A pattern of a schema that cannot run in linear time and so runs under limits.</summary>
/// <param name="SchemaPath">JSON Pointer to it; preceded by <c>uri#</c> where it is in another document.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Reason">The construct for which it backtracks.</param>
public sealed record BacktrackingPattern(string SchemaPath, string Pattern, string Reason);
