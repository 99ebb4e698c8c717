namespace PolicyOs.Contracts.Model;

/// <summary>The evidence that a golden task expects (spec 2.6).</summary>
public enum GoldenEvidence
{
    /// <summary>none</summary>
    None,

    /// <summary>verified</summary>
    Verified,

    /// <summary>acknowledged</summary>
    Acknowledged,

    /// <summary>dispatched</summary>
    Dispatched,
}
