using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Model;

/// <summary>Bounds that replace the base ones while a condition holds; a bound not stated here stays.</summary>
public sealed record ConditionalBound(BoundCondition Condition, JsonNumber? ThenAtLeast, JsonNumber? ThenAtMost);
