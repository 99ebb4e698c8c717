using System.Collections.Immutable;
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
    public bool CanBeAsked => true;

    /// <inheritdoc/>
    public JsonElement? TokenNow(JsonElement first) => first;

    /// <inheritdoc/>
    public async Task<Answers> AskAsync(Questions questions, CancellationToken cancellation)
    {
        ImmutableArray<RpcAnswer>.Builder answers = ImmutableArray.CreateBuilder<RpcAnswer>(questions.All.Length);
        foreach (Question question in questions.All)
        {
            RpcId id = NextId();
            try
            {
                answers.Add(await AskAsync(id, question.Method, question.Params).WaitAsync(cancellation));
            }
            catch (OperationCanceledException)
            {
                CancelAsk(id, "it is no longer asked");
                throw;
            }
        }

        return new(answers.DrainToImmutable(), questions.State);
    }

    /// <inheritdoc/>
    public void Notify(string method, Action<Utf8JsonWriter>? parameters) => reply.Send(MessageBuilder.Notification(method, parameters));

    /// <inheritdoc/>
    public void Suspend(TimeSpan pause) => reply.Suspend(pause);

    /// <inheritdoc/>
    public RpcId NextId() => client.Peer.NextId();

    /// <inheritdoc/>
    public Task<RpcAnswer> AskAsync(RpcId id, string method, Action<Utf8JsonWriter> parameters) =>
        client.Peer.RequestAsync(id, method, parameters, reply);

    /// <inheritdoc/>
    public void CancelAsk(RpcId id, string reason)
    {
        client.Peer.Forget(id);
        byte[] cancelled = MessageBuilder.Notification("notifications/cancelled", w =>
        {
            w.WritePropertyName("requestId"u8);
            w.WriteRawValue(id.Raw, skipInputValidation: true);
            w.WriteString("reason"u8, reason);
        });

        // A question may outlive the request that led to it, and that one's stream.
        if (!reply.Send(cancelled) && reply != client.Unasked)
        {
            client.Unasked.Send(cancelled);
        }
    }
}
