using System.Text.Json;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>A legacy client as a request of it sees it: what is said about the request goes where its answer will go.</summary>
internal sealed class LegacyChannel(LegacyClient client, IReply reply) : IClientChannel
{
    /// <inheritdoc/>
    public ClientHello Client => client.Hello;

    /// <inheritdoc/>
    public bool IsModern => false;

    /// <inheritdoc/>
    public bool CanElicit => ClientCapability.OffersForm(client.Hello.Capabilities);

    /// <inheritdoc/>
    public bool Declares(string capability) => ClientCapability.Declares(client.Hello.Capabilities, capability);

    /// <inheritdoc/>
    public void Notify(string method, Action<Utf8JsonWriter>? parameters) => reply.Send(MessageBuilder.Notification(method, parameters));

    /// <inheritdoc/>
    public RpcId NextId() => client.Peer.NextId();

    /// <inheritdoc/>
    public Task<RpcAnswer> AskAsync(RpcId id, string method, Action<Utf8JsonWriter> parameters) =>
        client.Peer.RequestAsync(id, method, parameters, reply);

    /// <inheritdoc/>
    public void CancelAsk(RpcId id, string reason)
    {
        client.Peer.Forget(id);
        Notify("notifications/cancelled", w =>
        {
            w.WritePropertyName("requestId"u8);
            w.WriteRawValue(id.Raw, skipInputValidation: true);
            w.WriteString("reason"u8, reason);
        });
    }
}
