namespace PolicyOs.Contracts.Model;

/// <summary>What is measured, and what it should be.</summary>
public sealed record SuccessMetric(string Name, string Target);
