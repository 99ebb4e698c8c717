namespace PolicyOs.Engine.Approvals;

/// <summary>A grant for exactly one call (spec 2.8).</summary>
public sealed record Approval
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
}
