using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>
/// One client of the legacy era (2024-11-05 to 2025-11-25) on one connection: handshake, dispatch of its requests, cancellation.
/// </summary>
internal sealed class LegacyClient : IRpcHandler, IClientChannel
{
    private readonly RpcPeer _peer;
    private readonly IGovernedServer _server;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, RunningRequest> _running = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClientState _state = ClientState.New;
    private JsonElement? _capabilities;
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A client that speaks over <paramref name="sink"/>.</summary>
    public LegacyClient(MessageSink sink, IGovernedServer server, ILogger log)
    {
        (_server, _log) = (server, log);
        _peer = new RpcPeer(sink, this, "policyos-");
    }

    /// <summary>Where the transport hands messages in.</summary>
    public RpcPeer Peer => _peer;

    /// <summary>Ends when the client is gone.</summary>
    public Task Gone => _gone.Task;

    /// <inheritdoc/>
    public bool CanElicit { get; private set; }

    /// <inheritdoc/>
    public bool Declares(string capability) => _capabilities is { } declared && declared.TryGetProperty(capability, out _);

    /// <summary>Ends when no request is under way any more.</summary>
    public Task IdleAsync() => Task.WhenAll(_running.Values.Select(request => request.Ended));

    /// <summary>Tells the client that its list of tools changed; before the handshake there is no list that could have.</summary>
    public void ToolsChanged()
    {
        if (_state == ClientState.Ready && _greeted.Task.IsCompleted)
        {
            _peer.Notify("notifications/tools/list_changed");
        }
    }

    /// <summary>Passes on what a server tells unasked.</summary>
    public void Announce(string method, Action<Utf8JsonWriter> parameters)
    {
        if (_state == ClientState.Ready && _greeted.Task.IsCompleted)
        {
            _peer.Notify(method, parameters);
        }
    }

    /// <inheritdoc/>
    public void OnRequest(RpcMessage.Request request)
    {
        if (_state == ClientState.New && request.Method is not ("initialize" or "ping"))
        {
            string hint = request.Method == "server/discover" ? "Method not found" : "the first request must be `initialize`";
            _peer.RespondError(request.Id, request.Method == "server/discover" ? RpcError.MethodNotFound : RpcError.InvalidRequest, hint);
            return;
        }

        var running = new RunningRequest();
        if (!_running.TryAdd(request.Id.Raw, running))
        {
            _peer.RespondError(request.Id, RpcError.InvalidRequest, $"a request with id {request.Id} is still under way");
            return;
        }

        running.Ended = ServeAsync(request, running);
    }

    /// <inheritdoc/>
    public void OnNotification(RpcMessage.Notification notification)
    {
        switch (notification.Method)
        {
            case "notifications/initialized" when _state == ClientState.Greeted:
                _state = ClientState.Ready;
                break;
            case "notifications/cancelled"
                when notification.Params is { } p && p.TryGetProperty("requestId"u8, out JsonElement id)
                    && _running.TryGetValue(id.GetRawText(), out RunningRequest? running):
                running.Cancel();
                break;
            case "notifications/roots/list_changed":
                _server.OnRootsChanged();
                break;
        }
    }

    /// <inheritdoc/>
    public void OnRefused(RpcMessage.Refused refused)
    {
        ClientLog.Refused(_log, refused.Reason);
        _peer.RespondError(refused.Id, refused.Code, refused.Reason);
    }

    /// <inheritdoc/>
    public void OnClosed(string reason)
    {
        ClientLog.Gone(_log, reason, _running.Count);
        foreach (RunningRequest running in _running.Values)
        {
            running.Cancel();
        }

        _gone.TrySetResult();
    }

    /// <inheritdoc/>
    public void Notify(string method, Action<Utf8JsonWriter>? parameters) => _peer.Notify(method, parameters);

    /// <inheritdoc/>
    public RpcId NextId() => _peer.NextId();

    /// <inheritdoc/>
    public Task<RpcAnswer> AskAsync(RpcId id, string method, Action<Utf8JsonWriter> parameters) => _peer.RequestAsync(id, method, parameters);

    /// <inheritdoc/>
    public void CancelAsk(RpcId id, string reason)
    {
        _peer.Forget(id);
        _peer.Notify("notifications/cancelled", w =>
        {
            w.WritePropertyName("requestId"u8);
            w.WriteRawValue(id.Raw, skipInputValidation: true);
            w.WriteString("reason"u8, reason);
        });
    }

    private async Task ServeAsync(RpcMessage.Request request, RunningRequest running)
    {
        ClientAnswer answer;
        try
        {
            answer = await AnswerAsync(request, running.Cancellation);
        }
        catch (OperationCanceledException) when (running.Cancellation.IsCancellationRequested)
        {
            answer = new ClientAnswer.Nothing();
        }
        catch (Exception e)
        {
            // Whatever is unexpected denies: the call that failed here has not been answered, and is not let through (spec 2.1).
            ClientLog.Failed(_log, e, request.Method);
            answer = new ClientAnswer.Error(RpcError.InternalError, "the gateway failed while handling this request; it was refused");
        }

        _running.TryRemove(request.Id.Raw, out _);
        running.Dispose();
        _peer.Respond(request.Id, answer);
        if (request.Method == "initialize" && answer is ClientAnswer.Result)
        {
            _greeted.TrySetResult();
        }
    }

    private async Task<ClientAnswer> AnswerAsync(RpcMessage.Request request, CancellationToken cancellation)
    {
        switch (request.Method)
        {
            case "ping":
                return new ClientAnswer.Result(static w =>
                {
                    w.WriteStartObject();
                    w.WriteEndObject();
                });
            case "initialize" when _state == ClientState.New:
                return await InitializeAsync(request.Params);
            case "initialize":
                return new ClientAnswer.Error(RpcError.InvalidRequest, "this connection is initialized already");
        }

        // A client may send on before it is greeted; what it asks is answered after the greeting.
        await _greeted.Task.WaitAsync(cancellation);
        switch (request.Method)
        {
            case "tools/list":
                return await _server.ListToolsAsync();
            case "tools/call":
                (CallRequest? call, string? error) = CallRequest.Read(request.Params, this);
                return call is null ? new ClientAnswer.Error(RpcError.InvalidParams, error!) : await _server.CallAsync(call, cancellation);
            default:
                return await _server.RequestAsync(new(request.Method, request.Params, this), cancellation);
        }
    }

    private async Task<ClientAnswer> InitializeAsync(JsonElement? parameters)
    {
        if (parameters is not { } p || !p.TryGetProperty("protocolVersion"u8, out JsonElement asked) || asked.ValueKind != JsonValueKind.String)
        {
            return new ClientAnswer.Error(RpcError.InvalidParams, "initialize needs `protocolVersion`, a string");
        }

        _state = ClientState.Greeted;
        string version = ProtocolVersions.Legacy.Contains(asked.GetString()!) ? asked.GetString()! : ProtocolVersions.NewestLegacy;
        JsonElement? info = p.TryGetProperty("clientInfo"u8, out JsonElement i) && i.ValueKind == JsonValueKind.Object ? i : null;
        _capabilities = p.TryGetProperty("capabilities"u8, out JsonElement c) && c.ValueKind == JsonValueKind.Object ? c : null;
        CanElicit = _capabilities is { } capabilities && capabilities.TryGetProperty("elicitation"u8, out JsonElement elicitation) && OffersForm(elicitation);
        ClientLog.Hello(_log, Text(info, "name"u8), Text(info, "version"u8), version);
        return await _server.HelloAsync(new(version, info, _capabilities));
    }

    // An empty object means form, the only mode there was before 2025-11-25; one that names only other modes does not.
    private static bool OffersForm(JsonElement elicitation) =>
        elicitation.ValueKind == JsonValueKind.Object
        && (elicitation.TryGetProperty("form"u8, out _) || !elicitation.TryGetProperty("url"u8, out _));

    private static string Text(JsonElement? value, ReadOnlySpan<byte> name) =>
        value is { } v && v.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "?";
}
