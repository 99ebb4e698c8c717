namespace PolicyOs.Contracts.Model;

/// <summary>Finer risk class of seed 004 (spec 1.4).</summary>
public enum SideEffectTier
{
    /// <summary>Public read.</summary>
    S0,

    /// <summary>Restricted read.</summary>
    S1,

    /// <summary>Draft.</summary>
    S2,

    /// <summary>Internal write.</summary>
    S3,

    /// <summary>Customer-visible or financial.</summary>
    S4,

    /// <summary>Regulated final decision; never allowed.</summary>
    S5,
}
