namespace PolicyOs.Contracts.Model;

/// <summary>A label added when a result satisfies, or cannot be shown not to satisfy, a condition.</summary>
public sealed record LabelFromOutput(Invariant Condition, int Label);
