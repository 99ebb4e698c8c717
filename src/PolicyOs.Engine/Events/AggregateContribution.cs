using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Events;

/// <summary>What a reserved call adds to an aggregate.</summary>
/// <param name="Aggregate">Number of the aggregate.</param>
/// <param name="Value">For sum, max and min; a sum's is the amount that counts (spec 1.5).</param>
/// <param name="Digest">For count_distinct: digest of the canonical value.</param>
public readonly record struct AggregateContribution(int Aggregate, JsonNumber Value, UInt128 Digest);
