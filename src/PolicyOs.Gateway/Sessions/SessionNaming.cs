namespace PolicyOs.Gateway.Sessions;

/// <summary>What names a session (spec 3.3), in the order in which one wins over the next.</summary>
internal enum SessionNaming
{
    /// <summary>The host application, by <c>_meta["policyos/session"]</c> or <c>Policyos-Session-Id</c>.</summary>
    Handle,

    /// <summary>The connection: standard streams, or <c>Mcp-Session-Id</c>.</summary>
    Connection,

    /// <summary>The principal and the contract's agent.</summary>
    Agent,
}
