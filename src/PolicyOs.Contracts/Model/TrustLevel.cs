namespace PolicyOs.Contracts.Model;

/// <summary>How far a result may be believed.</summary>
public enum TrustLevel
{
    /// <summary>Written by users; the default.</summary>
    UntrustedUserContent,

    /// <summary>A system of record.</summary>
    TrustedSystem,

    /// <summary>A policy text.</summary>
    TrustedPolicy,

    /// <summary>Written by a vendor.</summary>
    VendorContent,
}
