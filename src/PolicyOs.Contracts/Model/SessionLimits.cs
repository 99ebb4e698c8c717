using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Model;

/// <summary>session_limits with guardrails folded in; the tighter wins.</summary>
public sealed record SessionLimits
{
    /// <summary>Proposals, denied ones included; null when unlimited.</summary>
    public required int? MaxSteps { get; init; }

    /// <summary>Dispatched calls, failures included; null when unlimited.</summary>
    public required int? MaxToolCalls { get; init; }

    /// <summary>Whether reaching the limit also hides all tools.</summary>
    public required bool NarrowAtMaxToolCalls { get; init; }

    /// <summary>USD; null when unlimited.</summary>
    public required JsonNumber? MaxCost { get; init; }

    /// <summary>Null when off.</summary>
    public required LoopDetection? Loop { get; init; }

    /// <summary>Null when off.</summary>
    public required CircuitBreaker? Breaker { get; init; }

    /// <summary>Null when off.</summary>
    public required PrincipalLimits? PerPrincipal { get; init; }
}
