using System.Text.Json;

namespace PolicyOs.Gateway.Wire;

/// <summary>How a request of ours ended. A closed hierarchy.</summary>
internal abstract record RpcAnswer
{
    private RpcAnswer()
    {
    }

    /// <summary>A result.</summary>
    public sealed record Result(JsonElement Value) : RpcAnswer;

    /// <summary>An error, with the object as it came.</summary>
    public sealed record Error(RpcError Parsed, JsonElement AsSent) : RpcAnswer;

    /// <summary>An answer came, but not one that can be read.</summary>
    public sealed record Unreadable(string Reason, bool IsTooLarge) : RpcAnswer;

    /// <summary>The connection ended first.</summary>
    public sealed record Lost(string Reason) : RpcAnswer;

    /// <summary>The connection had ended before: the request was never sent.</summary>
    public sealed record NotSent(string Reason) : RpcAnswer;

    /// <summary>The server waits for something that the client did not give: there will be no answer.</summary>
    public sealed record Abandoned(string Reason) : RpcAnswer;

    /// <summary>The server's HTTP endpoint refused it with a status (RFC 9110, section 15) instead of an answer.</summary>
    /// <param name="Status">300 to 599.</param>
    /// <param name="Reason">For people.</param>
    /// <param name="RetryAfter">What the server asked to wait; null when it did not say.</param>
    public sealed record HttpRefused(int Status, string Reason, TimeSpan? RetryAfter) : RpcAnswer;
}
