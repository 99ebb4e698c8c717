using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>One running connection to a stdio server, from its process to its end.</summary>
internal sealed class UpstreamConnection : IRpcHandler, IAsyncDisposable
{
    private readonly Server _server;
    private readonly UpstreamProcess _process;
    private readonly RpcPeer _peer;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, Action<JsonElement>> _progress = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private UpstreamConnection(Server server, UpstreamProcess process, ILogger log)
    {
        (_server, _process, _log) = (server, process, log);
        _peer = new RpcPeer(new MessageSink(process.Input), this);
    }

    /// <summary>Ends with the reason when the connection does.</summary>
    public Task<string> Closed => _closed.Task;

    /// <summary>Called when the server says that its tools changed.</summary>
    public Action? ToolsChanged { get; set; }

    /// <summary>Starts the process and reads from it; says nothing to the server yet.</summary>
    /// <exception cref="UpstreamStartException">It cannot be started.</exception>
    public static UpstreamConnection Start(Server server, ServerTransport.Stdio stdio, UpstreamSettings settings, ILogger log)
    {
        var process = UpstreamProcess.Start(server, stdio, settings, log);
        var connection = new UpstreamConnection(server, process, log);
        LineLoop.Start("policyos upstream " + server.Name, process.Output, connection._peer, settings.Edge);
        return connection;
    }

    /// <summary>The handshake of the legacy era.</summary>
    /// <returns>The server's hello, or why there is none.</returns>
    public async Task<(UpstreamHello? Hello, string? Problem)> InitializeAsync(ClientHello client, CancellationToken cancellation)
    {
        RpcAnswer answer = await AskAsync("initialize", w =>
        {
            w.WriteString("protocolVersion"u8, client.ProtocolVersion);
            w.WriteStartObject("capabilities"u8);
            w.WriteEndObject();
            w.WritePropertyName("clientInfo"u8);
            if (client.ClientInfo is { } info)
            {
                w.WriteAsSent(info);
            }
            else
            {
                w.WriteStartObject();
                w.WriteString("name"u8, "policyos"u8);
                w.WriteString("version"u8, GatewayVersion.Text);
                w.WriteEndObject();
            }
        }, cancellation);
        if (answer is not RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } result })
        {
            return (null, answer is RpcAnswer.Error { Parsed.Code: RpcError.MethodNotFound }
                ? "it does not know `initialize`: it speaks only the protocol of 2026-07-28, which is not supported yet"
                : "it did not take the handshake: " + Describe(answer));
        }

        string version = Text(result, "protocolVersion"u8) ?? "";
        if (!ProtocolVersions.Legacy.Contains(version))
        {
            return (null, $"it answered with protocol version `{version}`, which is not supported");
        }

        _peer.Notify("notifications/initialized");
        return (new(version, Member(result, "capabilities"u8), Member(result, "serverInfo"u8), Text(result, "instructions"u8)), null);
    }

    /// <summary>Reads the whole list of tools, page after page (spec 3.1: at most 100 pages and 10,000 entries).</summary>
    /// <returns>The definitions as sent, or why there are none.</returns>
    public async Task<(ImmutableArray<JsonElement> Tools, string? Problem)> ListToolsAsync(CancellationToken cancellation)
    {
        const int maxPages = 100;
        const int maxEntries = 10_000;
        ImmutableArray<JsonElement>.Builder tools = ImmutableArray.CreateBuilder<JsonElement>();
        string? cursor = null;
        for (int page = 0; page < maxPages; page++)
        {
            string? from = cursor;
            RpcAnswer answer = await AskAsync("tools/list", from is null ? null : w => w.WriteString("cursor"u8, from), cancellation);
            if (answer is not RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } result }
                || !result.TryGetProperty("tools"u8, out JsonElement entries) || entries.ValueKind != JsonValueKind.Array)
            {
                return ([], "tools/list gave no list: " + Describe(answer));
            }

            tools.AddRange(entries.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object));
            if (tools.Count > maxEntries)
            {
                return ([], $"tools/list has more than {maxEntries} entries");
            }

            cursor = Text(result, "nextCursor"u8);
            if (cursor is null)
            {
                return (tools.DrainToImmutable(), null);
            }
        }

        return ([], $"tools/list has more than {maxPages} pages");
    }

    /// <summary>Sends a request that a client's request led to.</summary>
    public SentRequest Send(UpstreamRequest request)
    {
        RpcId id = _peer.NextId();
        if (request.Progress is { } progress)
        {
            _progress[id.Raw] = progress;
        }

        return new SentRequest(this, id, _peer.RequestAsync(id, request.Method, w => request.Write(w, id)));
    }

    /// <summary>Tells the server that nobody waits for an answer any more.</summary>
    internal void Cancel(RpcId id, string reason) => _peer.Notify("notifications/cancelled", w =>
    {
        w.WritePropertyName("requestId"u8);
        w.WriteRawValue(id.Raw, skipInputValidation: true);
        w.WriteString("reason"u8, reason);
    });

    /// <summary>Drops what still comes for a request.</summary>
    internal void Forget(RpcId id)
    {
        _peer.Forget(id);
        _progress.TryRemove(id.Raw, out _);
    }

    /// <inheritdoc/>
    public void OnRequest(RpcMessage.Request request)
    {
        if (request.Method == "ping")
        {
            _peer.Respond(request.Id, static w =>
            {
                w.WriteStartObject();
                w.WriteEndObject();
            });
            return;
        }

        // The capabilities that this connection declared are empty; whatever else a server asks is not offered.
        _peer.RespondError(request.Id, RpcError.MethodNotFound, $"method `{request.Method}` is not offered to this server");
    }

    /// <inheritdoc/>
    public void OnNotification(RpcMessage.Notification notification)
    {
        switch (notification.Method)
        {
            case "notifications/progress"
                when notification.Params is { } p && p.TryGetProperty("progressToken"u8, out JsonElement token)
                    && _progress.TryGetValue(token.GetRawText(), out Action<JsonElement>? progress):
                progress(p);
                break;
            case "notifications/tools/list_changed":
                ToolsChanged?.Invoke();
                break;
        }
    }

    /// <inheritdoc/>
    public void OnRefused(RpcMessage.Refused refused) => UpstreamLog.Refused(_log, _server.Name, refused.Reason);

    /// <inheritdoc/>
    public void OnClosed(string reason) => _closed.TrySetResult(_process.Exit ?? reason);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _peer.Close("the gateway closed the connection");
        return _process.DisposeAsync();
    }

    internal static string Describe(RpcAnswer answer) => answer switch
    {
        RpcAnswer.Error error => $"error {error.Parsed.Code}: {error.Parsed.Message}",
        RpcAnswer.Unreadable unreadable => unreadable.Reason,
        RpcAnswer.Lost lost => lost.Reason,
        RpcAnswer.NotSent notSent => notSent.Reason,
        _ => "its result is not of the protocol's form",
    };

    private async Task<RpcAnswer> AskAsync(string method, Action<Utf8JsonWriter>? parameters, CancellationToken cancellation)
    {
        RpcId id = _peer.NextId();
        Task<RpcAnswer> answer = _peer.RequestAsync(id, method, parameters);
        try
        {
            return await answer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _peer.Forget(id);
            return new RpcAnswer.Lost($"no answer to `{method}` in time");
        }
    }

    private static JsonElement Member(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Object ? member : JsonElement.Parse("{}"u8);

    private static string? Text(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
