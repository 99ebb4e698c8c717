namespace PolicyOs.Engine.State;

/// <summary>The fold of a tenant's stream: rates, idempotency, principals.</summary>
public sealed record TenantState
{
    private TenantState()
    {
    }

    /// <summary>The state before the first event.</summary>
    public static TenantState Initial { get; } = new();

    /// <summary>How many events it is the fold of.</summary>
    public long Version { get; init; }
}
