namespace PolicyOs.Contracts.Model;

/// <summary>One invariant on the principal document {id, type, roles, permissions, attributes…, tenant}; its attributes are found at the root too.</summary>
public sealed record PrincipalCondition(Invariant Condition);
