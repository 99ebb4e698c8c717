namespace PolicyOs.Gateway.Sessions;

/// <summary>How many sessions one process keeps (spec 3.2).</summary>
internal sealed record SessionBounds
{
    /// <summary>At most so many live; 64 by default.</summary>
    public int Total { get; init; } = 64;

    /// <summary>At most so many of one principal; 16 by default.</summary>
    public int PerPrincipal { get; init; } = 16;

    /// <summary>One that nothing has used for so long is closed; 30 minutes by default.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);
}
