using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace PolicyOs.Benchmarks.Load.Http;

/// <summary>A client of 2025-11-25 over Streamable HTTP, with as little of its own as there can be.</summary>
internal sealed class HttpConnection : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly HttpTarget _target;
    private readonly Process _process;
    private readonly HttpClient _client = new();
    private string? _session;
    private int _lastId;

    private HttpConnection(HttpTarget target) => (_target, _process) = (target, target.Start());

    /// <summary>Starts a target and shakes hands.</summary>
    public static async Task<HttpConnection> OpenAsync(HttpTarget target)
    {
        var connection = new HttpConnection(target);
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await connection.GreetAsync();
                return connection;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(start) < s_patience)
            {
                // It does not listen yet.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    /// <summary>Calls the tool; fails when it is refused.</summary>
    public async Task CallAsync()
    {
        string id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        string answer = await SendAsync(
            $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"arguments":{"thread_id":"T-1002"},"name":"{{{_target.Tool}}}"} }""");
        if (!answer.Contains("\"structuredContent\"", StringComparison.Ordinal) || answer.Contains("\"isError\":true", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{_target.Name} did not answer the call: {answer}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task GreetAsync()
    {
        await SendAsync("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"load","version":"1"}}}""");
        await SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    private async Task<string> SendAsync(string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _target.Url) { Content = new StringContent(message, Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (_session is not null)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", _session);
            request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
        }

        using HttpResponseMessage response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        _session ??= response.Headers.TryGetValues("Mcp-Session-Id", out IEnumerable<string>? session) ? session.Single() : null;
        return await response.Content.ReadAsStringAsync();
    }
}
