namespace PolicyOs.Contracts.Model;

/// <summary>The verdict that a golden task expects.</summary>
public enum GoldenVerdict
{
    /// <summary>allow; a replay is one.</summary>
    Allow,

    /// <summary>deny</summary>
    Deny,

    /// <summary>ask</summary>
    Ask,
}
