using System.Net.Http.Headers;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>The requests of Streamable HTTP (MCP specification 2025-11-25, transports) with what each of them carries.</summary>
internal sealed class HttpWire(HttpTarget target, HttpClient client)
{
    private const int MaxSessionId = 1024;
    private string? _version;
    private string? _session;

    /// <summary>Whether the server has given the connection a session.</summary>
    public bool HasSession => _session is not null;

    /// <summary>Every later request says this version.</summary>
    public void Agree(string protocolVersion) => _version = protocolVersion;

    /// <summary>Takes the session that the answer to initialize may bring.</summary>
    /// <returns>False when its id is none that the specification allows.</returns>
    public bool TakeSession(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Mcp-Session-Id", out IEnumerable<string>? values))
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

    /// <summary>Sends a message; the answer's body is not read yet.</summary>
    public Task<HttpResponseMessage> PostAsync(byte[] message, CancellationToken cancellation)
    {
        var content = new ByteArrayContent(message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(HttpMethod.Post, "application/json, text/event-stream", content, null, cancellation);
    }

    /// <summary>Opens a stream for what the server says unasked, or after an event that came before.</summary>
    public Task<HttpResponseMessage> GetAsync(string? lastEventId, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, "text/event-stream", null, lastEventId, cancellation);

    /// <summary>Ends the session.</summary>
    public Task<HttpResponseMessage> DeleteAsync(CancellationToken cancellation) => SendAsync(HttpMethod.Delete, null, null, null, cancellation);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string? accept, HttpContent? content, string? lastEventId, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, target.Url) { Content = content };
        Add(request, "Accept", accept);
        Add(request, "MCP-Protocol-Version", _version);
        Add(request, "Mcp-Session-Id", _session);
        Add(request, "Last-Event-ID", lastEventId);
        foreach ((string name, string value) in target.Headers)
        {
            Add(request, name, value);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null && !request.Headers.TryAddWithoutValidation(name, value))
        {
            // Content-Language and the like go with the content where there is any.
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
