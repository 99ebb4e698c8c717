using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>An argument shown to the approver.</summary>
public sealed record ContextField(JsonPath Path, string Label);
