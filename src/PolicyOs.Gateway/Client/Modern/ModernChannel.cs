using System.Text.Json;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Modern;

/// <summary>
/// A client of 2026-07-28 as one request of it sees it, over all its rounds: what is asked ends the round, and what is said between rounds is
/// said to nobody.
/// </summary>
/// <param name="client">Who sends the request, and what it can do.</param>
/// <param name="reply">Where its answer goes, and what is said about it.</param>
/// <param name="progressToken">What it wants progress under; null when it wants none.</param>
internal sealed class ModernChannel(ClientHello client, IReply reply, JsonElement? progressToken = null) : IClientChannel
{
    private readonly Lock _gate = new();
    private IReply? _reply = reply;
    private JsonElement? _token = progressToken;
    private bool _isFirst = true;

    /// <inheritdoc/>
    public ClientHello Client => client;

    /// <inheritdoc/>
    public bool IsModern => true;

    /// <inheritdoc/>
    public bool CanElicit => ClientCapability.OffersForm(client.Capabilities);

    /// <inheritdoc/>
    public bool CanBeAsked => Asking is not null;

    /// <summary>Takes what is asked; null for requests that have no rounds.</summary>
    public Func<Questions, CancellationToken, Task<Answers>>? Asking { get; set; }

    /// <inheritdoc/>
    public bool Declares(string capability) => ClientCapability.Declares(client.Capabilities, capability);

    /// <inheritdoc/>
    public void Notify(string method, Action<Utf8JsonWriter>? parameters)
    {
        IReply? now;
        lock (_gate)
        {
            now = _reply;
        }

        now?.Send(MessageBuilder.Notification(method, parameters));
    }

    /// <inheritdoc/>
    public void Suspend(TimeSpan pause)
    {
        // A stream of this era that ends is not come back to.
    }

    /// <inheritdoc/>
    public JsonElement? TokenNow(JsonElement first)
    {
        lock (_gate)
        {
            return _isFirst ? first : _token;
        }
    }

    /// <summary>The round has ended.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            (_reply, _isFirst, _token) = (null, false, null);
        }
    }

    /// <summary>The request has come again: what is said goes there.</summary>
    /// <param name="next">The channel of the new round.</param>
    public void TakeOver(ModernChannel next)
    {
        lock (_gate)
        {
            (_reply, _token) = (next._reply, next._token);
        }
    }

    /// <inheritdoc/>
    public Task<Answers> AskAsync(Questions questions, CancellationToken cancellation) => Asking is { } asking
        ? asking(questions, cancellation)
        : Task.FromResult(new Answers([.. questions.All.Select(static _ => new RpcAnswer.NotSent("this request has no rounds"))], questions.State));

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
