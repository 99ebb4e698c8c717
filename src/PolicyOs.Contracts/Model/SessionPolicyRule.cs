using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>A deny or allow for some principals and tools.</summary>
/// <param name="IsDeny">Deny, else allow.</param>
/// <param name="Condition">On the principal.</param>
/// <param name="Tools">Tool numbers; empty means every tool.</param>
public sealed record SessionPolicyRule(bool IsDeny, PrincipalCondition Condition, ImmutableArray<int> Tools);
