namespace PolicyOs.Contracts.Model;

/// <summary>Whose calls a rate limit counts.</summary>
public enum RateLimitScope
{
    /// <summary>The caller's.</summary>
    Principal,

    /// <summary>The caller's tenant's.</summary>
    Tenant,

    /// <summary>Everybody's.</summary>
    Global,
}
