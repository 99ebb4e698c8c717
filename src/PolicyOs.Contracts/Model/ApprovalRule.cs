namespace PolicyOs.Contracts.Model;

/// <summary>How many seats must agree.</summary>
public enum ApprovalRule
{
    /// <summary>One.</summary>
    Any,

    /// <summary>Every.</summary>
    All,

    /// <summary>More than half.</summary>
    Majority,
}
