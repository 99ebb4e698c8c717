namespace PolicyOs.Engine.Planning;

/// <summary>How values of a sum count (spec 1.5).</summary>
internal enum SumRule
{
    /// <summary>As they are.</summary>
    Plain,

    /// <summary>Only an upper bound: a negative value counts as 0.</summary>
    OnlyUpper,

    /// <summary>Only a lower bound: a positive value does not make up for negatives that are in the sum.</summary>
    OnlyLower,
}
