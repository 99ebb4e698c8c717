using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>A value captured into a slot at commit; the latest wins, a missing path unbinds.</summary>
public sealed record Bind(int Slot, ValueSource Source, JsonPath Path);
