using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>Per-tool <c>policy</c>: a deny that matches denies; with any allow, one must match.</summary>
public sealed record PolicyRules(ImmutableArray<PrincipalCondition> Allow, ImmutableArray<PrincipalCondition> Deny);
