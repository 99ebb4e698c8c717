// A little above 300 lines: what one connection of a legacy client asks and is told is read in one place.
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>
/// One client of the legacy era (2024-11-05 to 2025-11-25) on one connection: handshake, dispatch of its requests, cancellation.
/// </summary>
internal sealed class LegacyClient : IRpcHandler
{
    private readonly IReply _unasked;
    private readonly SessionDoor _door;
    private readonly ILogger _log;
    private readonly RunningRequests _running;
    private readonly LegacyChannel _channel;
    private readonly LogFilter _logs = new();
    private readonly ConcurrentDictionary<SessionHost, IDisposable> _heard = [];
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClientState _state = ClientState.New;
    private SessionHost? _own;
    private ClientHello _hello = new(ProtocolVersions.NewestLegacy, null, null);

    /// <summary>A client before its handshake.</summary>
    /// <param name="unasked">Where messages go that belong to no request of the client; over one stream, everything.</param>
    /// <param name="door">Its sessions; its connection has one of its own.</param>
    /// <param name="running">Its requests under way.</param>
    /// <param name="log">For people.</param>
    /// <param name="front">Gets what arrives in this one's place; null when nothing stands before it.</param>
    public LegacyClient(IReply unasked, SessionDoor door, RunningRequests running, ILogger log, IRpcHandler? front = null)
    {
        (_unasked, _door, _running, _log) = (unasked, door, running, log);
        Peer = new RpcPeer(unasked, front ?? this, "policyos-");
        _channel = new LegacyChannel(this, unasked);
    }

    /// <summary>Where messages go that belong to no request of the client.</summary>
    public IReply Unasked => _unasked;

    /// <summary>Matches its answers to what it was asked.</summary>
    public RpcPeer Peer { get; }

    /// <summary>What it said at the handshake.</summary>
    public ClientHello Hello => _hello;

    /// <summary>The version that the handshake settled on.</summary>
    public string ProtocolVersion => _hello.ProtocolVersion;

    /// <summary>The connection's own session; null before the handshake.</summary>
    public SessionHost? Own => _own;

    /// <inheritdoc/>
    public void OnRequest(RpcMessage.Request request) => Serve(request, _unasked, null);

    /// <summary>Serves a request; answers now or later.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">Where its answer goes, and what is said about it.</param>
    /// <param name="handle">The session handle that came beside it; null when none did.</param>
    public void Serve(RpcMessage.Request request, IReply reply, string? handle)
    {
        if (_state == ClientState.New && request.Method is not ("initialize" or "ping"))
        {
            reply.Finish(MessageBuilder.Error(request.Id, RpcError.InvalidRequest, "the first request must be `initialize`"), 400);
        }
        else if (_running.TryBegin(request.Id) is { } running)
        {
            running.Ended = ServeAsync(request, reply, handle, running);
        }
        else
        {
            reply.Finish(MessageBuilder.Error(request.Id, RpcError.InvalidRequest, $"a request with id {request.Id} is still under way"), 400);
        }
    }

    /// <inheritdoc/>
    public void OnNotification(RpcMessage.Notification notification)
    {
        switch (notification.Method)
        {
            case "notifications/initialized" when _state == ClientState.Greeted:
                _state = ClientState.Ready;
                break;
            case "notifications/cancelled":
                _running.Cancel(notification.Params);
                break;
            case "notifications/roots/list_changed":
                _own?.Server.OnRootsChanged();
                break;
        }
    }

    /// <inheritdoc/>
    public void OnRefused(RpcMessage.Refused refused)
    {
        ClientLog.Refused(_log, refused.Reason);
        _unasked.Send(MessageBuilder.Error(refused.Id, refused.Code, refused.Reason));
    }

    /// <inheritdoc/>
    public void OnClosed(string reason)
    {
        foreach (IDisposable ear in _heard.Values)
        {
            ear.Dispose();
        }
    }

    /// <summary>The handshake (MCP specification, lifecycle).</summary>
    public async Task<ClientAnswer> InitializeAsync(JsonElement? parameters)
    {
        if (_state != ClientState.New)
        {
            return new ClientAnswer.Error(RpcError.InvalidRequest, "this connection is initialized already");
        }

        if (parameters is not { } p || !p.TryGetProperty("protocolVersion"u8, out JsonElement asked) || asked.ValueKind != JsonValueKind.String)
        {
            return new ClientAnswer.Error(RpcError.InvalidParams, "initialize needs `protocolVersion`, a string");
        }

        (string? purpose, string? malformed) = StatedPurpose.Read(p);
        if (malformed is not null)
        {
            return new ClientAnswer.Error(RpcError.InvalidParams, malformed);
        }

        _state = ClientState.Greeted;
        string version = ProtocolVersions.Legacy.Contains(asked.GetString()!) ? asked.GetString()! : ProtocolVersions.NewestLegacy;
        JsonElement? info = p.TryGetProperty("clientInfo"u8, out JsonElement i) && i.ValueKind == JsonValueKind.Object ? i : null;
        JsonElement? capabilities = p.TryGetProperty("capabilities"u8, out JsonElement c) && c.ValueKind == JsonValueKind.Object ? c : null;
        _hello = new(version, info, capabilities) { Purpose = purpose };
        ClientLog.Hello(_log, Text(info, "name"u8), Text(info, "version"u8), version);
        Admission admission = await _door.EnterAsync(null, _hello);
        if (admission.Host is not { } host)
        {
            _state = ClientState.New;
            return admission.Refusal!;
        }

        _own = host;
        host.Server.DefaultChannel = _channel;
        Hear(host);
        host.Leave();
        return await host.Server.HelloAsync(_hello);
    }

    /// <summary>The handshake is answered: what waited for it goes on.</summary>
    public void Greet() => _greeted.TrySetResult();

    /// <summary>The client ends its session.</summary>
    public async Task EndAsync(string reason)
    {
        _running.CancelAll();
        if (_own is { } own)
        {
            await _door.CloseAsync(own, reason);
        }
    }

    /// <summary>Writes into the journal of the client's session that somebody else tried to use it.</summary>
    public Task DenyAsync(string reason) => _own?.Server.DenyAsync("session", reason) ?? Task.CompletedTask;

    private async Task ServeAsync(RpcMessage.Request request, IReply reply, string? handle, RunningRequest running)
    {
        ClientAnswer answer;
        try
        {
            answer = await AnswerAsync(request, reply, handle, running.Cancellation);
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

        _running.End(request.Id, running);

        // The hello goes out when what follows it is served at once: else requests that waited for that could overtake each other.
        bool isHello = request.Method == "initialize" && answer is ClientAnswer.Result;
        SendBatch? held = isHello ? SendBatch.HoldHere() : null;
        reply.Finish(AnswerMessage.Legacy(request.Id, answer), (answer as ClientAnswer.Error)?.HttpStatus ?? 200);
        if (isHello)
        {
            Greet();
            held?.Flush();
        }
    }

    private async Task<ClientAnswer> AnswerAsync(RpcMessage.Request request, IReply reply, string? handle, CancellationToken cancellation)
    {
        switch (request.Method)
        {
            case "ping":
                return ClientAnswer.Done;
            case "initialize":
                return await InitializeAsync(request.Params);
        }

        (string? inMeta, string? error) = SessionHandle.Read(request.Params);
        (string? purpose, string? malformed) = StatedPurpose.Read(request.Params);
        if ((error ?? malformed) is { } problem)
        {
            return new ClientAnswer.Error(RpcError.InvalidParams, problem);
        }

        // A client may send on before it is greeted; what it asks is answered after the greeting.
        await _greeted.Task.WaitAsync(cancellation);
        LegacyChannel channel = reply == _unasked ? _channel : new LegacyChannel(this, reply);
        return (inMeta ?? handle) is { } named
            ? await InSessionAsync(named, purpose, request, channel, cancellation)
            : purpose is not null && await _own!.Server.WhyNotForAsync(purpose) is { } refused ? refused
            : await AnswerInAsync(_own!, request, channel, cancellation);
    }

    private async Task<ClientAnswer> InSessionAsync(
        string handle, string? purpose, RpcMessage.Request request, LegacyChannel channel, CancellationToken cancellation)
    {
        Admission admission = await _door.EnterAsync(handle, _hello with { Purpose = purpose });
        if (admission.Host is not { } host)
        {
            return admission.Refusal!;
        }

        try
        {
            Hear(host);
            return await AnswerInAsync(host, request, channel, cancellation);
        }
        finally
        {
            host.Leave();
        }
    }

    private async Task<ClientAnswer> AnswerInAsync(SessionHost host, RpcMessage.Request request, LegacyChannel channel, CancellationToken cancellation)
    {
        host.Enter();
        try
        {
            switch (request.Method)
            {
                case "tools/list":
                    return ListCursor.WhyNot(request.Params) ?? await host.Server.ListToolsAsync();
                case "tools/call":
                    (CallRequest? call, string? error) = CallRequest.Read(request.Params, channel);
                    return call is null ? new ClientAnswer.Error(RpcError.InvalidParams, error!) : await host.Server.CallAsync(call, cancellation);
                default:
                    ClientAnswer answer = await host.Server.RequestAsync(new(request.Method, request.Params, channel), cancellation);
                    if (request.Method == "logging/setLevel" && answer is ClientAnswer.Result)
                    {
                        _logs.Set(request.Params);
                    }

                    return answer;
            }
        }
        finally
        {
            host.Leave();
        }
    }

    // What a session tells unasked reaches every connection that has used it.
    private void Hear(SessionHost host)
    {
        if (_heard.ContainsKey(host))
        {
            return;
        }

        IDisposable ear = host.Listen(Announce);
        if (_heard.TryAdd(host, ear))
        {
            _ = host.Closed.ContinueWith(_ => _heard.TryRemove(host, out IDisposable? _), TaskScheduler.Default);
        }
        else
        {
            ear.Dispose();
        }
    }

    // Before the handshake there is nothing of which the client could be told that it changed.
    private void Announce(string method, Action<Utf8JsonWriter>? parameters)
    {
        if (_state == ClientState.Ready && _greeted.Task.IsCompleted && _logs.Lets(method, parameters))
        {
            Peer.Notify(method, parameters);
        }
    }

    private static string Text(JsonElement? value, ReadOnlySpan<byte> name) =>
        value is { } v && v.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "?";
}
