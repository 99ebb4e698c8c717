namespace PolicyOs.Contracts.Model;

/// <summary>A class of failed attempts (spec 1.4).</summary>
public enum RetryClass
{
    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>429 or its MCP equivalent.</summary>
    RateLimited,

    /// <summary>The connection failed.</summary>
    TransportError,

    /// <summary>5xx or JSON-RPC -32603 and the server's own range.</summary>
    ServerError,
}
