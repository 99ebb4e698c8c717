namespace PolicyOs.Gateway.Upstream;

/// <summary>An upstream cannot be started at all; the message says which and what to do.</summary>
/// <param name="message">For people.</param>
internal sealed class UpstreamStartException(string message) : Exception(message);
