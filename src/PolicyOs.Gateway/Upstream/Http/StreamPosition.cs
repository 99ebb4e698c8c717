using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>How far a stream was read, so that it can be read on after a break.</summary>
internal sealed class StreamPosition
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>The id of the last event; null when the server gives none: then the stream cannot be read on.</summary>
    public string? LastId { get; set; }

    /// <summary>How long to wait before the stream is opened again: the server's <c>retry</c>, at most a minute.</summary>
    public TimeSpan Pause { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>The last event that was no message; null when there was none.</summary>
    public RpcMessage.Refused? Refused { get; set; }

    /// <summary>Takes what the server asks for.</summary>
    /// <param name="milliseconds">From its <c>retry</c> field.</param>
    public void SetPause(uint milliseconds) => Pause = TimeSpan.FromMilliseconds(Math.Min(milliseconds, s_longest.TotalMilliseconds));
}
