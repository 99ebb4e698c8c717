using System.Collections.Immutable;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>A session-wide computed bound (spec 1.5).</summary>
public sealed record Aggregate
{
    /// <summary>Unique.</summary>
    public required string Name { get; init; }

    /// <summary>How values are folded.</summary>
    public required AggregateMetric Metric { get; init; }

    /// <summary>Into arguments; null for count.</summary>
    public required JsonPath? Path { get; init; }

    /// <summary>Inclusive lower bound; null when none.</summary>
    public required JsonNumber? AtLeast { get; init; }

    /// <summary>Inclusive upper bound; null when none.</summary>
    public required JsonNumber? AtMost { get; init; }

    /// <summary>The author's words.</summary>
    public required string Reason { get; init; }

    /// <summary>The first whose binding satisfies its condition replaces the stated bounds.</summary>
    public required ImmutableArray<ConditionalBound> When { get; init; }
}
