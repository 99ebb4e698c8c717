using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>Streamable HTTP of either era to a gateway process, written from the specification.</summary>
internal sealed class HttpWire : IWire
{
    private readonly Process _gateway;
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly StringBuilder _errors = new();
    private readonly string _handle = Guid.NewGuid().ToString("N");
    private readonly bool _isModern;
    private readonly CancellationTokenSource _stop = new();
    private string? _session;
    private string? _lastEvent;
    private Task _standing = Task.CompletedTask;
    private bool _isAnother;

    private HttpWire(Process gateway, bool isModern) => (_gateway, _isModern) = (gateway, isModern);

    public Action<JsonElement>? Seen { get; set; }

    /// <summary>Where the gateway listens.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The HTTP status of the last answer.</summary>
    public int LastStatus { get; private set; }

    /// <summary>How often a stream ended before its answer and was read on from its last event.</summary>
    public int Returns { get; private set; }

    /// <summary>More headers of every request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public int ProcessId => _gateway.Id;

    /// <summary>Starts a gateway at a free port and waits until it listens.</summary>
    public static async Task<HttpWire> StartAsync(ProcessStartInfo start, bool isModern)
    {
        var wire = new HttpWire(Process.Start(start)!, isModern);
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        wire._gateway.ErrorDataReceived += (_, line) =>
        {
            lock (wire._errors)
            {
                wire._errors.AppendLine(line.Data);
            }

            int at = line.Data?.IndexOf("http://", StringComparison.Ordinal) ?? -1;
            if (at >= 0 && line.Data!.Contains("listening on", StringComparison.Ordinal))
            {
                listening.TrySetResult(line.Data[at..].Trim());
            }
        };
        wire._gateway.Exited += (_, _) => listening.TrySetException(new IOException("the gateway ended: " + wire.Errors));
        wire._gateway.EnableRaisingEvents = true;
        wire._gateway.BeginErrorReadLine();
        wire.Url = new Uri(await listening.Task.WaitAsync(GatewayProcess.Patience));
        return wire;
    }

    /// <summary>Another client of the same gateway.</summary>
    public HttpWire Another(bool isModern) => new(_gateway, isModern) { Url = Url, _isAnother = true };

    public async Task<JsonElement> RequestAsync(string id, string line, CancellationToken cancellation = default)
    {
        using HttpResponseMessage response = await PostAsync(line, cancellation);
        LastStatus = (int)response.StatusCode;
        if (response.Headers.TryGetValues("Mcp-Session-Id", out IEnumerable<string>? sessions))
        {
            _session = sessions.Single();
        }

        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            string body = await response.Content.ReadAsStringAsync(cancellation);
            JsonElement message = JsonElement.Parse(body);
            Seen?.Invoke(message);
            return message;
        }

        return await ReadAsync(response, id, cancellation) ?? await ReturnAsync(id, cancellation) ?? throw new IOException("the stream ended without an answer: " + Errors);
    }

    public async Task SendAsync(JsonNode message)
    {
        using HttpResponseMessage response = await PostAsync(message.ToJsonString(), CancellationToken.None);
        response.EnsureSuccessStatusCode();
        if (!_isModern && message["method"]?.GetValue<string>() == "notifications/initialized")
        {
            var opened = new TaskCompletionSource();
            _standing = ListenAsync(opened);
            await opened.Task.WaitAsync(GatewayProcess.Patience);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (!_isAnother && !_gateway.HasExited)
        {
            _gateway.Kill(entireProcessTree: true);
        }

        await _standing;
        _client.Dispose();
        _stop.Dispose();
        if (!_isAnother)
        {
            _gateway.Dispose();
        }
    }

    // A stream of the legacy era that has given an id can be read on.
    private async Task<JsonElement?> ReturnAsync(string id, CancellationToken cancellation)
    {
        if (_isModern || _lastEvent is not { } last)
        {
            return null;
        }

        Returns++;
        using var request = new HttpRequestMessage(HttpMethod.Get, Url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Mcp-Session-Id", _session);
        request.Headers.Add("Last-Event-ID", last);
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        return await ReadAsync(response, id, cancellation);
    }

    private async Task ListenAsync(TaskCompletionSource opened)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Mcp-Session-Id", _session);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stop.Token);
            opened.SetResult();
            await ReadAsync(response, "none", _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            opened.TrySetException(e);
        }
    }

    private Task<HttpResponseMessage> PostAsync(string line, CancellationToken cancellation)
    {
        JsonElement message = JsonElement.Parse(line);
        var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new StringContent(line, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        foreach ((string name, string value) in Headers)
        {
            request.Headers.Add(name, value);
        }

        if (_isModern)
        {
            JsonElement parameters = message.GetProperty("params");
            request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            request.Headers.Add("Mcp-Method", message.GetProperty("method").GetString());
            string? named = parameters.TryGetProperty("name", out JsonElement name) || parameters.TryGetProperty("uri", out name) ? name.GetString() : null;
            if (named is not null)
            {
                request.Headers.Add("Mcp-Name", named);
            }

            if (named == "region" && parameters.GetProperty("arguments").TryGetProperty("where", out JsonElement where))
            {
                request.Headers.Add("Mcp-Param-Region", "=?base64?" + Convert.ToBase64String(Encoding.UTF8.GetBytes(where.GetString()!)) + "?=");
            }

            if (!Headers.ContainsKey("Policyos-Session-Id"))
            {
                request.Headers.Add("Policyos-Session-Id", _handle);
            }
        }
        else if (_session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", _session);
            request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        }

        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private async Task<JsonElement?> ReadAsync(HttpResponseMessage response, string id, CancellationToken cancellation)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            _lastEvent = line.StartsWith("id: ", StringComparison.Ordinal) && id != "none" ? line[4..] : _lastEvent;
            if (!line.StartsWith("data:", StringComparison.Ordinal) || line.AsSpan(5).Trim().IsEmpty)
            {
                continue;
            }

            JsonElement message = JsonElement.Parse(line[5..]);
            Seen?.Invoke(message);
            if (!message.TryGetProperty("method", out _) && message.TryGetProperty("id", out JsonElement answered) && answered.GetRawText() == id)
            {
                return message;
            }
        }

        return null;
    }
}
