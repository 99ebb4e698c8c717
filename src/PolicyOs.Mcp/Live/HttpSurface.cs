using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Live;

/// <summary>A gateway at a URL, over Streamable HTTP of 2025-11-25.</summary>
internal sealed class HttpSurface(Uri address) : ISurface
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(2) };
    private string? _session;
    private Func<JsonElement, Task<JsonObject>>? _person;
    private int _lastId;

    /// <inheritdoc/>
    public Func<JsonElement, Task<JsonObject>>? Person
    {
        set => _person = value;
    }

    /// <inheritdoc/>
    public async Task ConnectAsync(CancellationToken stop)
    {
        JsonElement hello = await RequestAsync("initialize", Hello.Parameters, stop);
        if (hello.TryGetProperty("error"u8, out JsonElement error))
        {
            throw new SurfaceException(error.GetProperty("message"u8).GetString()!);
        }

        using HttpResponseMessage taken = await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" }, stop);
    }

    /// <inheritdoc/>
    public async Task<JsonElement> RequestAsync(string method, JsonObject parameters, CancellationToken stop)
    {
        int id = ++_lastId;
        using HttpResponseMessage response = await SendAsync(
            new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters }, stop);
        if (response.Headers.TryGetValues("Mcp-Session-Id", out IEnumerable<string>? session))
        {
            _session = session.First();
        }

        await using Stream body = await response.Content.ReadAsStreamAsync(stop);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return await ParseAsync(body, response, stop);
        }

        using var reader = new StreamReader(body, Encoding.UTF8);
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data.Append(line.AsSpan("data:".Length).TrimStart());
            }
            else if (line.Length == 0 && data.Length > 0)
            {
                JsonElement message = JsonElement.Parse(data.ToString());
                data.Clear();
                if (await TakeAsync(message, id, stop))
                {
                    return message;
                }
            }
        }

        throw new SurfaceException($"{address}: the stream ended before {method} was answered");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            using var end = new HttpRequestMessage(HttpMethod.Delete, address);
            end.Headers.Add("Mcp-Session-Id", _session);
            try
            {
                using HttpResponseMessage _ = await _http.SendAsync(end);
            }
            catch (HttpRequestException)
            {
                // It is gone; so is the session.
            }
        }

        _http.Dispose();
    }

    // True for the answer that is waited for; requests of the server are answered on the way.
    private async Task<bool> TakeAsync(JsonElement message, int id, CancellationToken stop)
    {
        if (!message.TryGetProperty("method"u8, out JsonElement method))
        {
            return message.TryGetProperty("id"u8, out JsonElement answered) && answered.ValueKind == JsonValueKind.Number && answered.GetInt32() == id;
        }

        if (_person is not null && method.ValueEquals("elicitation/create"u8) && message.TryGetProperty("id"u8, out JsonElement asked))
        {
            JsonObject result = await _person(message.GetProperty("params"u8));
            using HttpResponseMessage taken = await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = JsonNode.Parse(asked.GetRawText()), ["result"] = result }, stop);
        }

        return false;
    }

    private async Task<HttpResponseMessage> SendAsync(JsonObject message, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (_session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", _session);
            request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        }

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (HttpRequestException e)
        {
            throw new SurfaceException($"{address}: {e.Message}");
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        string said = await response.Content.ReadAsStringAsync(stop);
        response.Dispose();
        throw new SurfaceException($"{address} answered {(int)response.StatusCode}: {(said.Length > 300 ? said[..300] : said)}");
    }

    private async Task<JsonElement> ParseAsync(Stream body, HttpResponseMessage response, CancellationToken stop)
    {
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(body, cancellationToken: stop);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new SurfaceException($"{address} answered {response.Content.Headers.ContentType} that is no JSON-RPC message");
        }
    }
}
