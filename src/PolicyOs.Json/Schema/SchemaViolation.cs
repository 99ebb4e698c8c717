namespace PolicyOs.Json.Schema;

/// <summary>One way in which an instance fails a schema.</summary>
/// <param name="InstancePath">JSON Pointer (RFC 6901) to the value.</param>
/// <param name="SchemaPath">JSON Pointer to the keyword; preceded by <c>uri#</c> where it is in another document.</param>
/// <param name="Keyword">The keyword, as <c>minLength</c>; empty where the schema is <c>false</c>.</param>
/// <param name="Message">A sentence a person or a model can act on: lower case, no full stop. It names the constraint and the value's type or
/// size, never the value itself, which may be a secret.</param>
public sealed record SchemaViolation(string InstancePath, string SchemaPath, string Keyword, string Message);
