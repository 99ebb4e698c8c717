using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>The front matter of outcome_contract.md: what success means (spec 1.10).</summary>
public sealed record OutcomeContract(
    string TargetWorkflow,
    string Operator,
    string Owner,
    string Fallback,
    string ReviewCadence,
    ImmutableArray<SuccessMetric> SuccessMetrics);
