namespace PolicyOs.Contracts.Model;

/// <summary>How an aggregate folds its values.</summary>
public enum AggregateMetric
{
    /// <summary>sum</summary>
    Sum,

    /// <summary>count</summary>
    Count,

    /// <summary>max</summary>
    Max,

    /// <summary>min</summary>
    Min,

    /// <summary>count_distinct</summary>
    CountDistinct,
}
