// A little above 300 lines: what one connection is asked, is told and asks is read in one place.
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream.Http;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>One running connection to a server, from its start to its end.</summary>
internal sealed class UpstreamConnection : IRpcHandler, IAsyncDisposable
{
    private readonly Server _server;
    private readonly IUpstreamLink _link;
    private readonly RpcPeer _peer;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, UpstreamRequest> _underWay = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RunningRequests _questions = new();
    private string? _level;
    private int _imitations;
    private ClientHello _client = new(ProtocolVersions.NewestLegacy, null, null);

    private UpstreamConnection(Server server, IUpstreamLink link, ILogger log)
    {
        (_server, _link, _log) = (server, link, log);
        _peer = new RpcPeer(link.Outlet, this);
    }

    /// <summary>Ends with the reason when the connection does.</summary>
    public Task<string> Closed => _closed.Task;

    /// <summary>Called when the server says that one of its lists changed.</summary>
    public Action? ListsChanged { get; set; }

    /// <summary>Called with what the server tells unasked, beside what is dealt with here.</summary>
    public Action<RpcMessage.Notification>? Announced { get; set; }

    /// <summary>Asked what to answer when the server asks something of the client; with the client of the call that it most likely asks for, and the tools whose calls it can mean.</summary>
    public Func<RpcMessage.Request, IClientChannel?, ImmutableArray<Tool>, CancellationToken, Task<ClientAnswer>>? Asked { get; set; }

    /// <summary>Opens the way to the server and reads from it; says nothing to the server yet.</summary>
    /// <exception cref="UpstreamStartException">It cannot be started.</exception>
    public static UpstreamConnection Start(Server server, UpstreamSettings settings, ILogger log)
    {
        IUpstreamLink link = server.Transport switch
        {
            ServerTransport.Stdio stdio => StdioLink.Open(server, stdio, settings, log),
            ServerTransport.Http http => HttpLink.Open(server, http, settings, log),
            { } other => throw new UpstreamStartException($"server `{server.Name}`: transport {other.GetType().Name} is not known"),
        };
        var connection = new UpstreamConnection(server, link, log);
        link.Suspended = connection.Suspend;
        link.Start(connection._peer);
        return connection;
    }

    /// <summary>Whether 2026-07-28 is spoken.</summary>
    public bool IsModern { get; private set; }

    /// <summary>Shakes hands in the era that the server speaks.</summary>
    /// <returns>The server's hello, or why there is none.</returns>
    public async Task<(UpstreamHello? Hello, Unavailability? Problem)> GreetAsync(
        ClientHello client, EraMemory eras, TimeProvider time, CancellationToken cancellation)
    {
        _client = client;
        return await new Handshake(this, _server, client, eras, time).RunAsync(cancellation);
    }

    /// <summary>What is said from now on is of this version; null for the legacy era's first words.</summary>
    public void Speak(string? protocolVersion)
    {
        IsModern = protocolVersion == ProtocolVersions.Modern;
        _link.Speak(protocolVersion);
    }

    /// <summary>The tools that the server offers now.</summary>
    public void Learn(ImmutableArray<JsonElement> tools) => _link.Learn(tools);

    /// <summary>Tells the server something.</summary>
    public void Notify(string method) => _peer.Notify(method);

    /// <summary>Has a legacy server log from a level on, for a request that says so by itself.</summary>
    public async Task LogFromAsync(string level, TimeSpan patience, TimeProvider time)
    {
        if (_level != level)
        {
            using var limit = new CancellationTokenSource(patience, time);
            _level = await AskAsync("logging/setLevel", w => w.WriteString("level"u8, level), limit.Token) is RpcAnswer.Result ? level : null;
        }
    }

    /// <summary>Whether the server has asked something without saying for which request.</summary>
    public bool AsksBlindly { get; private set; }

    /// <summary>One at a time has the connection for itself.</summary>
    public SemaphoreSlim Turns { get; } = new(1, 1);

    /// <summary>Sends a request that a client's request led to.</summary>
    public SentRequest Send(UpstreamRequest request)
    {
        RpcId id = _peer.NextId();
        _underWay[id.Raw] = request;
        var hop = new Hop(id, IsModern ? w => RequestStatement.Write(w, request.Channel?.Client ?? _client, _server.ClientRequests, request.LogLevel) : null);
        return new SentRequest(this, id, _peer.RequestAsync(id, request.Method, w => request.Write(w, hop)));
    }

    /// <summary>An error of the server's looked like a decision of the gateway; that is said once.</summary>
    public void Imitated()
    {
        if (Interlocked.Increment(ref _imitations) == 1)
        {
            UpstreamLog.LooksLikeDecision(_log, _server.Name);
        }
    }

    /// <summary>Tells the server that nobody waits for an answer any more.</summary>
    internal void Cancel(RpcId id, string reason)
    {
        _underWay.GetValueOrDefault(id.Raw)?.TakenBack?.Invoke();
        if (_link.TryCancel(id))
        {
            return;
        }

        _peer.Notify("notifications/cancelled", w =>
        {
            w.WritePropertyName("requestId"u8);
            w.WriteRawValue(id.Raw, skipInputValidation: true);
            w.WriteString("reason"u8, reason);
        });
    }

    /// <summary>Drops what still comes for a request.</summary>
    internal void Forget(RpcId id)
    {
        _peer.Forget(id);
        _link.Forget(id);
        _underWay.TryRemove(id.Raw, out _);
    }

    /// <inheritdoc/>
    public void OnRequest(RpcMessage.Request request)
    {
        if (IsModern)
        {
            UpstreamLog.Refused(_log, _server.Name, $"it sent a request, `{request.Method}`, which servers of {ProtocolVersions.Modern} do not send");
            return;
        }

        if (request.Method == "ping")
        {
            _peer.Respond(request.Id, static w =>
            {
                w.WriteStartObject();
                w.WriteEndObject();
            });
            return;
        }

        _ = AskClientAsync(request);
    }

    /// <inheritdoc/>
    public void OnNotification(RpcMessage.Notification notification)
    {
        switch (notification.Method)
        {
            case "notifications/progress"
                when notification.Params is { } p && p.TryGetProperty("progressToken"u8, out JsonElement token)
                    && _underWay.TryGetValue(token.GetRawText(), out UpstreamRequest? request):
                request.Progress?.Invoke(p);
                break;
            case "notifications/cancelled" when IsModern && notification.Params is { } p && p.TryGetProperty("requestId"u8, out JsonElement ended):
                // The only thing that servers of this era take back is a subscription of ours.
                _peer.Fail(new(ended.GetRawText()), new RpcAnswer.Lost("it ended the subscription"));
                break;
            case "notifications/subscriptions/acknowledged" when notification.Params is { } p && SubscriptionOf(p) is { } subscription:
                subscription.Acknowledged?.TrySetResult();
                break;
            case "notifications/message" when LoggingFor(notification) is { } wants:
                wants.Log!(notification.Params ?? default);
                break;
            case "notifications/progress":
                break;
            case "notifications/cancelled":
                _questions.Cancel(notification.Params);
                break;
            case "notifications/tools/list_changed":
                ListsChanged?.Invoke();
                break;
            case "notifications/prompts/list_changed" or "notifications/resources/list_changed":
                ListsChanged?.Invoke();
                Announced?.Invoke(notification);
                break;
            default:
                Announced?.Invoke(notification);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnRefused(RpcMessage.Refused refused) => UpstreamLog.Refused(_log, _server.Name, refused.Reason);

    /// <inheritdoc/>
    public void OnClosed(string reason) => _closed.TrySetResult(_link.Exit ?? reason);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _peer.Close("the gateway closed the connection");
        return _link.DisposeAsync();
    }

    private async Task AskClientAsync(RpcMessage.Request request)
    {
        if (_questions.TryBegin(request.Id) is not { } question)
        {
            _peer.Respond(request.Id, new ClientAnswer.Error(RpcError.InvalidRequest, $"a request with id {request.Id} is still under way"));
            return;
        }

        // What is asked for one request is over with it.
        UpstreamRequest[] meant = Meant(request);
        using var ofCall = new RunningRequest();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(question.Cancellation, ofCall.Cancellation);
        if (meant is [var only])
        {
            only.TakenBack += ofCall.Cancel;
        }

        foreach (UpstreamRequest call in meant)
        {
            call.Clock?.Pause();
        }

        ClientAnswer answer;
        try
        {
            // Any request of a legacy client leads to it; which of a modern client's is meant has to be known.
            answer = meant.Length > 1 && meant.Any(static call => call.Channel!.IsModern)
                ? new ClientAnswer.Error(RpcError.InternalError, "several requests are under way, and it does not say for which of them it asks; the next go one by one")
                : Asked is { } asked
                    ? await asked(request, meant.LastOrDefault()?.Channel, [.. meant.Select(static call => call.Tool).OfType<Tool>().Distinct()], over.Token)
                    : new ClientAnswer.Error(RpcError.MethodNotFound, $"method `{request.Method}` is not offered to this server");
        }
        catch (Exception e)
        {
            UpstreamLog.NotAsked(_log, e, _server.Name, request.Method);
            answer = new ClientAnswer.Error(RpcError.InternalError, "the gateway failed while asking the client");
        }

        foreach (UpstreamRequest call in meant)
        {
            call.Clock?.Resume();
        }

        // A server that took its question back wants no answer to it (MCP specification, cancellation).
        bool isWanted = !question.Cancellation.IsCancellationRequested;
        _questions.End(request.Id, question);
        if (isWanted)
        {
            _peer.Respond(request.Id, answer);
        }
    }

    // What a server spares itself its client is spared too: nobody holds a stream on which nothing comes (MCP 2025-11-25, Streamable HTTP).
    private void Suspend(RpcId id, TimeSpan pause) => _underWay.GetValueOrDefault(id.Raw)?.Channel?.Suspend(pause);

    private UpstreamRequest? SubscriptionOf(JsonElement parameters) =>
        parameters.TryGetProperty("_meta"u8, out JsonElement meta) && meta.ValueKind == JsonValueKind.Object
        && meta.TryGetProperty("io.modelcontextprotocol/subscriptionId"u8, out JsonElement id) && _underWay.TryGetValue(id.GetRawText(), out UpstreamRequest? request)
            ? request
            : null;

    // Where one stream carries everything, a log message belongs to whatever asked for messages last.
    private UpstreamRequest? LoggingFor(RpcMessage.Notification notification) => notification.Over is { } over
        ? _underWay.TryGetValue(over.Raw, out UpstreamRequest? own) && own.Log is not null ? own : null
        : _underWay.Where(static entry => entry.Value.Log is not null)
            .OrderBy(static entry => entry.Key.Length).ThenBy(static entry => entry.Key, StringComparer.Ordinal).LastOrDefault().Value;

    // The requests that a server can mean when it asks.
    private UpstreamRequest[] Meant(RpcMessage.Request request)
    {
        if (request.Over is { } over)
        {
            return _underWay.TryGetValue(over.Raw, out UpstreamRequest? own) ? [own] : [];
        }

        AsksBlindly = true;
        UpstreamRequest[] meant = [.. _underWay.Values.Where(static call => call.Channel is { CanBeAsked: true })];
        if (meant is [var only])
        {
            only.Turn?.TakeIfFree();
        }

        return meant;
    }

    /// <summary>Asks something of our own; whoever no longer waits forgets it.</summary>
    internal (RpcId Id, Task<RpcAnswer> Answer) Ask(string method, Action<Utf8JsonWriter>? parameters)
    {
        RpcId id = _peer.NextId();
        Action<Utf8JsonWriter>? stated = !IsModern
            ? parameters
            : w =>
            {
                parameters?.Invoke(w);
                new Hop(id, m => RequestStatement.Write(m, _client, _server.ClientRequests, null)).WriteMeta(w, null);
            };
        return (id, _peer.RequestAsync(id, method, stated));
    }

    /// <summary>Asks something of our own.</summary>
    internal async Task<RpcAnswer> AskAsync(string method, Action<Utf8JsonWriter>? parameters, CancellationToken cancellation)
    {
        (RpcId id, Task<RpcAnswer> answer) = Ask(method, parameters);
        try
        {
            return await answer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Forget(id);
            return new RpcAnswer.Lost($"no answer to `{method}` in time");
        }
    }
}
