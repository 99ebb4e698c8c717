namespace PolicyOs.Engine.Decisions;

/// <summary>What one check said.</summary>
public enum CheckVerdict
{
    /// <summary>Nothing against the call.</summary>
    Pass,

    /// <summary>Against the call.</summary>
    Deny,

    /// <summary>A person decides.</summary>
    Ask,

    /// <summary>Wait for the call in flight.</summary>
    Wait,

    /// <summary>The contract has nothing for it to check.</summary>
    NotApplicable,
}
