namespace PolicyOs.Verification.Simulation;

/// <summary>What becomes of approvals that the other bundle asks for and nobody was asked for in the record.</summary>
public enum AddedApprovals
{
    /// <summary>Eligible people give them at once, so that the rest of a session compares like with like.</summary>
    Given,

    /// <summary>An eligible person refuses them at once.</summary>
    Refused,

    /// <summary>Nobody answers.</summary>
    Open,
}
