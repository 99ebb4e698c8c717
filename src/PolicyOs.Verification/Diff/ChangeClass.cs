namespace PolicyOs.Verification.Diff;

/// <summary>What a difference between two bundles means (seed 004, 9.4), judged by its own field and never by net effect.</summary>
public enum ChangeClass
{
    /// <summary>Whoever used the old bundle can use the new one, and no control moved.</summary>
    Compatible,

    /// <summary>A control got stronger: what was let through may now be denied or asked about.</summary>
    Strengthening,

    /// <summary>A control got weaker, or cannot be shown not to have: what was denied or asked about may now pass.</summary>
    Weakening,

    /// <summary>What exists, what it is called or what it means is no longer the same for those who use it.</summary>
    Breaking,
}
