using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>The requests of Streamable HTTP (MCP specification 2025-11-25 and 2026-07-28, transports) with what each of them carries.</summary>
internal sealed class HttpWire(HttpTarget target, HttpClient client)
{
    /// <summary>The header that says which session a request belongs to.</summary>
    public const string SessionId = "Mcp-Session-Id";

    private const int MaxSessionId = 1024;

    /// <summary>Requests that change nothing at the server, however often it gets them.</summary>
    private static readonly FrozenSet<string> s_repeatable = FrozenSet.Create(
        StringComparer.Ordinal, "initialize", "server/discover", "ping", "tools/list", "prompts/list", "resources/list", "resources/templates/list");

    private string? _version;
    private string? _session;

    /// <summary>Whether the server has given the connection a session.</summary>
    public bool HasSession => _session is not null;

    /// <summary>The tools whose arguments headers repeat.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HeaderParameter>> Parameters { get; set; } = ImmutableDictionary<string, IReadOnlyList<HeaderParameter>>.Empty;

    /// <summary>Whether requests are of 2026-07-28: each for itself, without session and standing stream.</summary>
    public bool IsModern => _version == ProtocolVersions.Modern;

    /// <summary>Every later request says this version; none when null.</summary>
    public void Speak(string? protocolVersion) => _version = protocolVersion;

    /// <summary>Takes the session that the answer to initialize may bring.</summary>
    /// <returns>False when its id is none that the specification allows.</returns>
    public bool TakeSession(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues(SessionId, out IEnumerable<string>? values))
        {
            return true;
        }

        string[] ids = [.. values];
        if (ids is not [{ Length: > 0 and <= MaxSessionId } id] || id.Any(c => c is <= ' ' or > '~'))
        {
            return false;
        }

        _session = id;
        return true;
    }

    /// <summary>
    /// Sends a message; the answer's body is not read yet. A server may close a connection in the moment in which the next request is sent on
    /// it; nobody can tell then whether the server has got that, so that it is sent once more only where that makes no difference (RFC 9110, 9.2.2).
    /// </summary>
    public async Task<HttpResponseMessage> PostAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        try
        {
            return await PostOnceAsync(message, cancellation);
        }
        catch (HttpRequestException e) when (e.InnerException is IOException && message.Method is { } method && s_repeatable.Contains(method))
        {
            return await PostOnceAsync(message, cancellation);
        }
    }

    /// <summary>Opens a stream for what the server says unasked, or after an event that came before.</summary>
    public Task<HttpResponseMessage> GetAsync(string? lastEventId, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, "text/event-stream", null, lastEventId is null ? [] : [new("Last-Event-ID", lastEventId)], cancellation);

    /// <summary>Ends the session.</summary>
    public Task<HttpResponseMessage> DeleteAsync(CancellationToken cancellation) => SendAsync(HttpMethod.Delete, null, null, [], cancellation);

    private Task<HttpResponseMessage> PostOnceAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        var content = new ByteArrayContent(message.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        IEnumerable<KeyValuePair<string, string>> repeated = IsModern && message.Method is { } method
            ? RequestHeaders.Of(method, message.Body, tool => Parameters.TryGetValue(tool, out IReadOnlyList<HeaderParameter>? found) ? found : [])
            : [];
        return SendAsync(HttpMethod.Post, "application/json, text/event-stream", content, message.Trace is { } trace ? repeated.Concat(Of(trace)) : repeated, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string? accept, HttpContent? content, IEnumerable<KeyValuePair<string, string>> more, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, target.Url) { Content = content };
        Add(request, "Accept", accept);
        Add(request, "MCP-Protocol-Version", _version);
        Add(request, SessionId, _session);
        foreach ((string name, string value) in more.Concat(target.Headers))
        {
            Add(request, name, value);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    // W3C Trace Context, as the transport itself has it.
    private static IEnumerable<KeyValuePair<string, string>> Of((string Parent, string? State) trace) =>
        trace.State is { } state ? [new("traceparent", trace.Parent), new("tracestate", state)] : [new("traceparent", trace.Parent)];

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null && !request.Headers.TryAddWithoutValidation(name, value))
        {
            // Content-Language and the like go with the content where there is any.
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
