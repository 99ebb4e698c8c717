namespace PolicyOs.Json.Path.Plan;

/// <summary>A compiled query.</summary>
/// <param name="IsRelative">Whether it starts at the current node (<c>@</c>) and not at the root.</param>
/// <param name="Segments">Its segments.</param>
/// <param name="Steps">The way to its one node, when it is singular.</param>
/// <param name="CacheSlot">Where an evaluation keeps what the query selects, when it is in a filter and starts at the root; else -1.</param>
internal sealed record QueryPlan(bool IsRelative, SegmentPlan[] Segments, SingularPlan? Steps, int CacheSlot);
