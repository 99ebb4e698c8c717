using System.Text.Json;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>What a call can do with the client it came from while it runs.</summary>
internal interface IClientChannel
{
    /// <summary>Who it is and what it can do: of this request where the era says it in each, else of the handshake.</summary>
    ClientHello Client { get; }

    /// <summary>Whether the client speaks 2026-07-28: it is not asked while a call waits, but answered <c>input_required</c>.</summary>
    bool IsModern { get; }

    /// <summary>Whether the client declared that it can show a form (elicitation).</summary>
    bool CanElicit { get; }

    /// <summary>Whether the client declared a capability (MCP specification, capabilities).</summary>
    bool Declares(string capability);

    /// <summary>Whether a server's questions can be put to the client while the request is carried out.</summary>
    bool CanBeAsked { get; }

    /// <summary>The token under which progress is told now: a request that has come again brings its own. Null tells none.</summary>
    /// <param name="first">What the request came with first.</param>
    JsonElement? TokenNow(JsonElement first);

    /// <summary>Puts a server's questions to the client.</summary>
    /// <exception cref="OperationCanceledException">The client took its request back, or did not come back with answers.</exception>
    Task<Answers> AskAsync(Questions questions, CancellationToken cancellation);

    /// <summary>Sends a notification; order is that of the calls.</summary>
    void Notify(string method, Action<Utf8JsonWriter>? parameters);

    /// <summary>The server goes on with the request after a pause: the client need not wait on an open stream (<see cref="IReply.Suspend"/>).</summary>
    void Suspend(TimeSpan pause);

    /// <summary>Asks the client. The id serves to take the question back.</summary>
    Task<RpcAnswer> AskAsync(RpcId id, string method, Action<Utf8JsonWriter> parameters);

    /// <summary>An id to ask under.</summary>
    RpcId NextId();

    /// <summary>Takes a question back.</summary>
    void CancelAsk(RpcId id, string reason);
}
