namespace PolicyOs.Contracts.Model;

/// <summary>What the client can do about a refusal (spec 2.1).</summary>
public enum Recoverability
{
    /// <summary>Another call, or the same one later, may pass.</summary>
    AgentCanRetry,

    /// <summary>A person has to look.</summary>
    HumanReviewRequired,

    /// <summary>It will not pass.</summary>
    DoNotRetry,
}
