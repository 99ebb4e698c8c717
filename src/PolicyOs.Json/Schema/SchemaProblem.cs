namespace PolicyOs.Json.Schema;

/// <summary>Why a schema cannot be used.</summary>
/// <param name="SchemaPath">JSON Pointer (RFC 6901) to the place; preceded by <c>uri#</c> where it is in another document.</param>
/// <param name="Message">Lower case, no full stop.</param>
public sealed record SchemaProblem(string SchemaPath, string Message);
