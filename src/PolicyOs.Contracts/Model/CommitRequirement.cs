namespace PolicyOs.Contracts.Model;

/// <summary>When permissive effects apply (spec 2.6).</summary>
public enum CommitRequirement
{
    /// <summary>After a non-error result.</summary>
    Acknowledged,

    /// <summary>On dispatch, whatever follows.</summary>
    None,
}
