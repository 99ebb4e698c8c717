namespace PolicyOs.Contracts.Model;

/// <summary>Which part of the bundle asks.</summary>
public enum CheckpointOrigin
{
    /// <summary>The tool's own <c>checkpoint</c>.</summary>
    Tool,

    /// <summary>session.yaml <c>checkpoints</c>.</summary>
    Session,

    /// <summary>agent_contract's approval_mode, write_operations or destructive_operations.</summary>
    Agent,

    /// <summary>An escalation trigger.</summary>
    Escalation,

    /// <summary>A rule with require_approval.</summary>
    Rule,
}
