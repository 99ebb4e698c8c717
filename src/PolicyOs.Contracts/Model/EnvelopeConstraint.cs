namespace PolicyOs.Contracts.Model;

/// <summary>What a constrained value must satisfy.</summary>
public enum EnvelopeConstraint
{
    /// <summary>v ≤ tightest captured ceiling</summary>
    LteCeiling,

    /// <summary>v ≥ tightest captured floor</summary>
    GteFloor,

    /// <summary>|v − anchor| ≤ band·|anchor|</summary>
    WithinBand,

    /// <summary>v ≤ the last committed or reserved value</summary>
    MonotonicDecrease,

    /// <summary>v ≥ the last committed or reserved value</summary>
    MonotonicIncrease,

    /// <summary>floor ≤ v ≤ ceiling</summary>
    Bounded,
}
