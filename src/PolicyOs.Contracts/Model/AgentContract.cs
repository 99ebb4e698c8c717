namespace PolicyOs.Contracts.Model;

/// <summary>What agent_contract.yaml leaves to run time; the rest is folded into tools and checkpoints.</summary>
public sealed record AgentContract
{
    /// <summary>never · by_risk · always.</summary>
    public required ApprovalMode ApprovalMode { get; init; }

    /// <summary>Secrets in arguments deny (spec 3.9).</summary>
    public required bool DenySecretsInArguments { get; init; }

    /// <summary>Secrets and sensitive values are masked for the client.</summary>
    public required bool RedactSecretsInResults { get; init; }

    /// <summary>Who calls on stdio when no principal is given; null when not given.</summary>
    public required Principal? DefaultPrincipal { get; init; }

    /// <summary>Surface, status, evidence, rollback; documentation.</summary>
    public required AgentRuntime Runtime { get; init; }
}
