namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>How the reading of a response stream ended.</summary>
internal enum StreamEnd
{
    /// <summary>With the answer.</summary>
    Answered,

    /// <summary>The server closed it before the answer.</summary>
    Closed,

    /// <summary>The connection broke before the answer.</summary>
    Broken,
}
