using System.Text.Json;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Modern;

/// <summary>A client of 2026-07-28 as one request of it sees it. It is asked nothing while the request waits.</summary>
internal sealed class ModernChannel(ClientHello client, IReply reply) : IClientChannel
{
    /// <inheritdoc/>
    public ClientHello Client => client;

    /// <inheritdoc/>
    public bool IsModern => true;

    /// <inheritdoc/>
    public bool CanElicit => ClientCapability.OffersForm(client.Capabilities);

    /// <inheritdoc/>
    public bool Declares(string capability) => ClientCapability.Declares(client.Capabilities, capability);

    /// <inheritdoc/>
    public void Notify(string method, Action<Utf8JsonWriter>? parameters) => reply.Send(MessageBuilder.Notification(method, parameters));

    /// <inheritdoc/>
    public RpcId NextId() => RpcId.Null;

    /// <inheritdoc/>
    public Task<RpcAnswer> AskAsync(RpcId id, string method, Action<Utf8JsonWriter> parameters) =>
        Task.FromResult<RpcAnswer>(new RpcAnswer.NotSent("a client of 2026-07-28 is asked by input_required"));

    /// <inheritdoc/>
    public void CancelAsk(RpcId id, string reason)
    {
        // Nothing was asked.
    }
}
