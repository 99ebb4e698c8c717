namespace PolicyOs.Json.Path.Plan;

/// <summary>A compiled segment.</summary>
internal sealed record SegmentPlan(bool IsDescendant, SelectorPlan[] Selectors);
