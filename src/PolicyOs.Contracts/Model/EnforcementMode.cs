namespace PolicyOs.Contracts.Model;

/// <summary>Spec 2.7.</summary>
public enum EnforcementMode
{
    /// <summary>Decisions bind.</summary>
    Enforce,

    /// <summary>Decisions are journaled and told in <c>_meta</c>.</summary>
    Advise,

    /// <summary>Decisions are journaled.</summary>
    Observe,
}
