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
}
