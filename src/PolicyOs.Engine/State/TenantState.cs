namespace PolicyOs.Engine.State;

/// <summary>The fold of a tenant's stream: rates, idempotency, principals.</summary>
public sealed record TenantState;
