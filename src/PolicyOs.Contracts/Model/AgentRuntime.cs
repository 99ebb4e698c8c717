using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary><c>agent_contract: runtime</c>; documentation.</summary>
public sealed record AgentRuntime(
    string Surface,
    string Status,
    ImmutableArray<string> AffordancesLost,
    ImmutableArray<string> Evidence,
    string? Rollback);
