namespace PolicyOs.Contracts.Model;

/// <summary>What a stage does.</summary>
public enum EnvelopeRole
{
    /// <summary>Captures an upper bound.</summary>
    Ceiling,

    /// <summary>Captures a lower bound.</summary>
    Floor,

    /// <summary>Captures the middle of a band.</summary>
    Anchor,

    /// <summary>Captures the first value of a monotonic series.</summary>
    Initial,

    /// <summary>Is checked.</summary>
    Constrained,
}
