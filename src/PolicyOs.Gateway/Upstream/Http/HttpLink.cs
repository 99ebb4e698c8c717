// A little above 300 lines: the life of one connection, from its queue to its DELETE, is read in one place.
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>
/// Streamable HTTP toward a server (MCP specification 2025-11-25 and 2026-07-28, transports): a POST for every message, answers as JSON or as an
/// event stream; in the legacy era one standing stream for what the server says unasked, and DELETE at the end.
/// </summary>
internal sealed class HttpLink : IUpstreamLink, IMessageOutlet
{
    /// <summary>More than this waiting for a server that takes nothing refuses the next message, bytes.</summary>
    private const int MaxWaiting = 64 * 1024 * 1024;

    /// <summary>How often a stream is opened again that brings nothing new.</summary>
    private const int MaxFruitless = 5;

    /// <summary>How long a server may take for a message that wants no answer, and for the end of its session.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private readonly Server _server;
    private readonly UpstreamSettings _settings;
    private readonly ILogger _log;
    private readonly HttpTarget _target;
    private readonly HttpWire _wire;
    private readonly Channel<OutgoingMessage> _queue = Channel.CreateUnbounded<OutgoingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, OutgoingMessage> _exchanges = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private HttpInbox _inbox = null!;
    private Task _sending = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;
    private long _waiting;
    private volatile bool _isSessionGone;

    private HttpLink(Server server, HttpTarget target, UpstreamSettings settings, ILogger log)
    {
        (_server, _target, _settings, _log) = (server, target, settings, log);
        _wire = new HttpWire(target, settings.Dials.Take(target, server.StartTimeout));
    }

    /// <inheritdoc/>
    public IMessageOutlet Outlet => this;

    /// <inheritdoc/>
    public string? Exit => null;

    /// <inheritdoc/>
    public Action<RpcId, TimeSpan>? Suspended { get; set; }

    /// <summary>Reads the settings; nothing is dialled yet.</summary>
    /// <exception cref="UpstreamStartException">A variable is unset, or a setting cannot be used.</exception>
    public static HttpLink Open(Server server, ServerTransport.Http http, UpstreamSettings settings, ILogger log) =>
        new(server, HttpTarget.Of(server, http, settings.Environment), settings, log);

    /// <inheritdoc/>
    public void Start(RpcPeer peer)
    {
        _inbox = new HttpInbox(peer, _settings.Edge);
        _sending = Task.Run(SendAllAsync);
    }

    /// <inheritdoc/>
    public void Speak(string? protocolVersion) => _wire.Speak(protocolVersion);

    /// <inheritdoc/>
    public void Learn(ImmutableArray<JsonElement> tools) => _wire.Parameters = ToolHeaders.Of(tools);

    /// <inheritdoc/>
    public bool TryCancel(RpcId id)
    {
        if (!_wire.IsModern)
        {
            return false;
        }

        // Closing the stream is what takes a request back (MCP 2026-07-28, Streamable HTTP, cancellation).
        Forget(id);
        _inbox.Fail(id, new RpcAnswer.Lost("it was taken back"));
        return true;
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlySpan<byte> message)
    {
        if (Interlocked.Add(ref _waiting, message.Length) > MaxWaiting)
        {
            Interlocked.Add(ref _waiting, -message.Length);
            return false;
        }

        OutgoingMessage outgoing = OutgoingMessage.Read(message) with { Trace = Telemetry.IsOn ? Tracing.Context : null };
        if (outgoing.Id is { } id)
        {
            _exchanges[id.Raw] = outgoing;
        }

        return _queue.Writer.TryWrite(outgoing);
    }

    /// <inheritdoc/>
    public void Forget(RpcId id)
    {
        // The server has been told by a notification, or has answered: only the wait ends here.
        if (_exchanges.TryRemove(id.Raw, out OutgoingMessage? exchange))
        {
            exchange.Abandoned.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        _queue.Writer.TryComplete();
        _stop.Cancel();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _sending;
        await _listening;
        if (_wire.HasSession && !_isSessionGone)
        {
            await EndSessionAsync();
        }

        _settings.Dials.Leave(_target, _server.StartTimeout);
    }

    // Requests wait for their answers beside one another; a message that wants none is taken before the next goes, so that no call overtakes
    // notifications/initialized.
    private async Task SendAllAsync()
    {
        try
        {
            await foreach (OutgoingMessage message in _queue.Reader.ReadAllAsync(_stop.Token))
            {
                if (message.Id is { } id)
                {
                    _ = ExchangeAsync(message, id);
                    continue;
                }

                await TellAsync(message);
                Interlocked.Add(ref _waiting, -message.Body.Length);
                if (message.Method == "notifications/initialized")
                {
                    _listening = ListenAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What waits is dropped.
        }
    }

    private async Task TellAsync(OutgoingMessage message)
    {
        using var patience = new CancellationTokenSource(s_patience, _settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        try
        {
            using HttpResponseMessage response = await _wire.PostAsync(message, either.Token);
            if (!response.IsSuccessStatusCode && !IsEndOfSession(response))
            {
                Log($"{message.Method ?? "an answer"}: {Refusal(response).Reason}");
            }
        }
        catch (HttpRequestException e)
        {
            Log($"{message.Method ?? "an answer"} was not delivered: {Explain(e)}");
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            Log($"{message.Method ?? "an answer"} was not taken in time");
        }
    }

    private async Task ExchangeAsync(OutgoingMessage message, RpcId id)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(message.Abandoned.Token, _stop.Token);
        bool isTaken = false;
        try
        {
            using HttpResponseMessage response = await _wire.PostAsync(message, either.Token);
            isTaken = true;
            await ReadAnswerAsync(response, message, id, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Nobody waits any more.
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            _inbox.Fail(id, !isTaken && IsDial(e)
                ? new RpcAnswer.NotSent("it cannot be reached: " + Explain(e))
                : new RpcAnswer.Lost("the connection broke before the answer: " + Explain(e)));
        }
        finally
        {
            Interlocked.Add(ref _waiting, -message.Body.Length);
            _exchanges.TryRemove(id.Raw, out _);
        }
    }

    private async Task ReadAnswerAsync(HttpResponseMessage response, OutgoingMessage message, RpcId id, CancellationToken cancellation)
    {
        if (IsEndOfSession(response))
        {
            return;
        }

        string? type = response.Content.Headers.ContentType?.MediaType;
        if (!response.IsSuccessStatusCode)
        {
            await RefuseAsync(response, type, id, cancellation);
        }
        else if (message.Method == "initialize" && !_wire.TakeSession(response))
        {
            _inbox.Fail(id, new RpcAnswer.Unreadable("its Mcp-Session-Id is not one to 1024 visible ASCII characters", IsTooLarge: false));
        }
        else if (string.Equals(type, "text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            await (_wire.IsModern ? ReadOnceAsync(response, id, cancellation) : FollowAsync(response, id, cancellation));
        }
        else if (string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            var position = new StreamPosition();
            if (!await _inbox.ReadBodyAsync(response, id, position, cancellation))
            {
                _inbox.Fail(id, Unanswered(position));
            }
        }
        else
        {
            _inbox.Fail(id, new RpcAnswer.Unreadable($"it answered with HTTP {(int)response.StatusCode} and neither JSON nor an event stream", IsTooLarge: false));
        }
    }

    // Servers of 2026-07-28 give a status with the errors that the specification numbers.
    private async Task RefuseAsync(HttpResponseMessage response, string? type, RpcId id, CancellationToken cancellation)
    {
        bool mayHold = _wire.IsModern && response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
            && string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase);
        if (!mayHold || !await _inbox.ReadBodyAsync(response, id, new StreamPosition(), cancellation))
        {
            _inbox.Fail(id, Refusal(response));
        }
    }

    private async Task ReadOnceAsync(HttpResponseMessage response, RpcId id, CancellationToken cancellation)
    {
        var position = new StreamPosition();
        if (await _inbox.ReadEventsAsync(response, id, position, cancellation) != StreamEnd.Answered)
        {
            _inbox.Fail(id, Unanswered(position));
        }
    }

    // A stream that breaks, or that the server closes, is no answer and no cancellation: it is read on from its last event, where the server
    // gives ids.
    private async Task FollowAsync(HttpResponseMessage first, RpcId id, CancellationToken cancellation)
    {
        var position = new StreamPosition();
        StreamEnd end = await _inbox.ReadEventsAsync(first, id, position, cancellation);
        for (int fruitless = 0; end != StreamEnd.Answered && position.LastId is { } before && fruitless < MaxFruitless;)
        {
            if (end == StreamEnd.Closed)
            {
                Suspended?.Invoke(id, position.Pause);
            }

            await Task.Delay(position.Pause, _settings.Time, cancellation);
            using HttpResponseMessage next = await _wire.GetAsync(before, cancellation);
            if (IsEndOfSession(next) || !IsStream(next))
            {
                break;
            }

            end = await _inbox.ReadEventsAsync(next, id, position, cancellation);
            fruitless = position.LastId == before ? fruitless + 1 : 0;
        }

        if (end != StreamEnd.Answered)
        {
            _inbox.Fail(id, Unanswered(position));
        }
    }

    private async Task ListenAsync()
    {
        var position = new StreamPosition();
        try
        {
            while (true)
            {
                using (HttpResponseMessage response = await _wire.GetAsync(position.LastId, _stop.Token))
                {
                    if (IsEndOfSession(response) || !IsStream(response))
                    {
                        if (!_isSessionGone && response.StatusCode != HttpStatusCode.MethodNotAllowed)
                        {
                            Log("it gives no stream for what it says unasked: " + Refusal(response).Reason);
                        }

                        return;
                    }

                    await _inbox.ReadEventsAsync(response, null, position, _stop.Token);
                }

                await Task.Delay(position.Pause, _settings.Time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The connection ends.
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // What the server would have announced is lost with it: a new handshake reads everything again.
            _inbox.Close("its stream cannot be opened: " + Explain(e));
        }
    }

    private bool IsEndOfSession(HttpResponseMessage response)
    {
        // A request from before the session may be refused late; that says nothing of the session.
        if (response.StatusCode != HttpStatusCode.NotFound || response.RequestMessage?.Headers.Contains(HttpWire.SessionId) != true)
        {
            return false;
        }

        _isSessionGone = true;
        _inbox.Close("its session has ended (HTTP 404)");
        return true;
    }

    private async Task EndSessionAsync()
    {
        using var patience = new CancellationTokenSource(s_grace, _settings.Time);
        try
        {
            using HttpResponseMessage response = await _wire.DeleteAsync(patience.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // The server ends it by itself some day.
        }
    }

    private RpcAnswer.HttpRefused Refusal(HttpResponseMessage response) => HttpRefusal.Of(response, _server, _settings.Time.GetUtcNow());

    private static bool IsStream(HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType is "text/event-stream";

    private static RpcAnswer Unanswered(StreamPosition position) => position.Refused is { } refused
        ? new RpcAnswer.Unreadable(refused.Reason, refused.IsTooLarge)
        : new RpcAnswer.Lost("it ended the stream before the answer");

    // The dial itself failed, or took too long: nothing was sent.
    private static bool IsDial(Exception e) => e is OperationCanceledException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    private static string Explain(Exception e) => e.InnerException is IOException inner ? inner.Message : e.Message;

    private void Log(string reason) => UpstreamLog.Refused(_log, _server.Name, reason);
}
