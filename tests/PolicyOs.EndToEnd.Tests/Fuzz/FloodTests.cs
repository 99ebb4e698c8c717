using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Fuzz;

/// <summary>As many sessions as there may be, one more, and in each of them a client that asks and does not read.</summary>
public sealed class FloodTests : IDisposable
{
    private const int Sessions = 64;
    private const int RequestsEach = 1_000;

    // Buffers of connections, what is kept for those that come back, and garbage; the answers that nobody reads are 200 MB.
    private const long MaxGrowth = 50_000_000;

    private readonly HttpClient _client = new();
    private readonly List<TcpClient> _slow = [];

    // In a short run WireThreatTests floods a little.
    [LongFact]
    public async Task Sessions_AllHeldAndNoneRead_OneMoreIsRefused_AndTheReadersAreServed()
    {
        await using ServedGateway gateway = await ServedGateway.StartAsync(
            RepositoryRoot.At("bundles", "inbox-triage"), "--max-sessions", Sessions.ToString(CultureInfo.InvariantCulture));
        var sessions = new List<string>();
        for (int i = 0; i < Sessions; i++)
        {
            using HttpResponseMessage opened = await PostAsync(gateway.Url, Hello, null);
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
            sessions.Add(opened.Headers.GetValues("Mcp-Session-Id").Single());
        }

        using HttpResponseMessage refused = await PostAsync(gateway.Url, Hello, null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(-32000, JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("code").GetInt32());

        long before = gateway.WorkingSet;
        await Task.WhenAll(sessions.Select(session => FloodAsync(gateway.Url, session)));

        // Whoever reads is served while nobody else does.
        using HttpResponseMessage list = await PostAsync(gateway.Url, List, sessions[^1]);
        Assert.Contains("read_thread", await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.InRange(gateway.WorkingSet - before, long.MinValue, MaxGrowth);

        await DeleteAsync(gateway.Url, sessions[0]);
        using HttpResponseMessage again = await PostAsync(gateway.Url, Hello, null);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    public void Dispose()
    {
        _client.Dispose();
        _slow.ForEach(connection => connection.Dispose());
    }

    private const string Hello = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"f","version":"1"}}}""";
    private const string List = """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""";

    private async Task<HttpResponseMessage> PostAsync(Uri url, string body, string? session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        if (session is not null)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        }

        return await _client.SendAsync(request);
    }

    private async Task DeleteAsync(Uri url, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, url);
        request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        using HttpResponseMessage ended = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
    }

    // Requests one after the other on one connection, from which nothing is read: until all are sent, or the gateway takes no more.
    private async Task FloodAsync(Uri url, string session)
    {
        var connection = new TcpClient { ReceiveBufferSize = 4096, SendBufferSize = 4096 };
        lock (_slow)
        {
            _slow.Add(connection);
        }

        await connection.ConnectAsync(url.Host, url.Port);
        byte[] request = Encoding.ASCII.GetBytes(
            $"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n" +
            $"Mcp-Session-Id: {session}\r\nContent-Length: {List.Length}\r\n\r\n{List}");
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            for (int i = 0; i < RequestsEach; i++)
            {
                await connection.GetStream().WriteAsync(request, limit.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It takes no more from one that does not read.
        }
    }
}
