namespace PolicyOs.Contracts.Model;

/// <summary><c>agent_contract: approval_mode</c>.</summary>
public enum ApprovalMode
{
    /// <summary>Checkpoints come from contracts only.</summary>
    Never,

    /// <summary>write_operations and destructive_operations apply.</summary>
    ByRisk,

    /// <summary>Every call waits.</summary>
    Always,
}
