using System.Text.Json;

namespace PolicyOs.Gateway.Wire;

/// <summary>One message that passed the strict edge, parsed once. A closed hierarchy.</summary>
internal abstract record RpcMessage
{
    private RpcMessage()
    {
    }

    /// <summary>Asks for an answer.</summary>
    public sealed record Request(RpcId Id, string Method, JsonElement? Params) : RpcMessage
    {
        /// <summary>The request of ours on whose own stream it came; null where one stream carries everything.</summary>
        public RpcId? Over { get; init; }
    }

    /// <summary>Asks for none.</summary>
    public sealed record Notification(string Method, JsonElement? Params) : RpcMessage
    {
        /// <summary>The request of ours on whose own stream it came; null where one stream carries everything.</summary>
        public RpcId? Over { get; init; }
    }

    /// <summary>Answers a request of ours.</summary>
    /// <param name="Id">The request's.</param>
    /// <param name="Result">Null when it is an error.</param>
    /// <param name="Error">The error object; null when it is a result.</param>
    public sealed record Response(RpcId Id, JsonElement? Result, JsonElement? Error) : RpcMessage;

    /// <summary>Not a message.</summary>
    /// <param name="Id">The id when one can be read, else null.</param>
    /// <param name="Code">-32700 or -32600.</param>
    /// <param name="Reason">What is wrong, for people.</param>
    /// <param name="IsTooLarge">Whether it was refused for its size alone.</param>
    public sealed record Refused(RpcId Id, int Code, string Reason, bool IsTooLarge) : RpcMessage;
}
