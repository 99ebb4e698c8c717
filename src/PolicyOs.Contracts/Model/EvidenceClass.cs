namespace PolicyOs.Contracts.Model;

/// <summary>What a result proves (spec 2.6).</summary>
public enum EvidenceClass
{
    /// <summary>The result shows the effect.</summary>
    LocalTransaction,

    /// <summary>The result says only that the request was taken.</summary>
    AckOnly,

    /// <summary>The result proves nothing.</summary>
    Unverifiable,
}
