using System.Collections.Immutable;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Model;

/// <summary>Bounds that replace the base ones while a binding satisfies a condition; a bound not stated here stays.</summary>
public sealed record ConditionalBound(int Slot, ImmutableArray<Operator> Condition, JsonNumber? ThenAtLeast, JsonNumber? ThenAtMost);
