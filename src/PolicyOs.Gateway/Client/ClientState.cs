namespace PolicyOs.Gateway.Client;

/// <summary>Where a legacy client is in its lifecycle (MCP specification, lifecycle).</summary>
internal enum ClientState
{
    /// <summary>Before initialize.</summary>
    New,

    /// <summary>Between initialize and notifications/initialized.</summary>
    Greeted,

    /// <summary>In operation.</summary>
    Ready,
}
