namespace PolicyOs.Engine.State;

/// <summary>What a session is from its first event on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PrincipalId">Who it belongs to.</param>
/// <param name="Tenant">Their tenant.</param>
/// <param name="Purpose">What it is for; null when none was stated.</param>
/// <param name="OpenedAt">When it began.</param>
public sealed record SessionHead(string Id, string PrincipalId, string Tenant, string? Purpose, DateTimeOffset OpenedAt)
{
    /// <summary>Before session.opened.</summary>
    public static SessionHead None { get; } = new(string.Empty, string.Empty, string.Empty, null, default);
}
