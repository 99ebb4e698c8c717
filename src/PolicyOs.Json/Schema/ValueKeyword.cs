using System.Text.Json;

namespace PolicyOs.Json.Schema;

/// <summary>A value keyword that applies, whatever the instance, to the values at a path.</summary>
/// <param name="InstancePath">The path.</param>
/// <param name="Keyword">The keyword.</param>
/// <param name="Value">What the schema says behind it.</param>
/// <param name="SchemaPath">JSON Pointer to the keyword; preceded by <c>uri#</c> where it is in another document.</param>
public sealed record ValueKeyword(InstancePath InstancePath, string Keyword, JsonElement Value, string SchemaPath);
