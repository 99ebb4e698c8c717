using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What comes over HTTP and may not pass is refused with its status and code by the real process; the server never hears of it.</summary>
public sealed class HttpDoorTests(HttpDoor door) : IClassFixture<HttpDoor>
{
    private const string ModernCall =
        """
        {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"write","arguments":{},
         "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
        """;

    private static readonly string[] s_modern = ["MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: write", "Policyos-Session-Id: a-handle-of-the-door-0001"];

    private static readonly string s_batch = $"[{HttpDoor.Write()}]";

    /// <summary>What is wrong, the body, the header lines; SESSION stands for the session that is open. Status, and code where there is a body.</summary>
    public static TheoryData<string, string, string[], int, int> Refused => new()
    {
        { "foreign origin", HttpDoor.Write(), ["SESSION", "Origin: https://evil.example"], 403, -32600 },
        { "opaque origin", HttpDoor.Write(), ["SESSION", "Origin: null"], 403, -32600 },
        { "foreign host", HttpDoor.Write(), ["SESSION", "Host: evil.example"], 403, -32600 },
        { "host that only begins right", HttpDoor.Write(), ["SESSION", "Host: localhost.evil.example"], 403, -32600 },
        { "no session", HttpDoor.Write(), [], 400, -32600 },
        { "unknown session", HttpDoor.Write(), ["Mcp-Session-Id: 0123456789abcdef"], 404, -32001 },
        { "wrong type", HttpDoor.Write(), ["SESSION", "Content-Type: text/plain"], 415, -32600 },
        { "wrong charset", HttpDoor.Write(), ["SESSION", "Content-Type: application/json; charset=utf-16"], 415, -32600 },
        { "accepts json only", HttpDoor.Write(), ["SESSION", "Accept: application/json"], 406, -32600 },
        { "accepts nothing of ours", HttpDoor.Write(), ["SESSION", "Accept: text/html"], 406, -32600 },
        { "unknown version", HttpDoor.Write(), ["SESSION", "MCP-Protocol-Version: 1999-01-01"], 400, -32600 },
        { "broken json", HttpDoor.Write()[..^1], ["SESSION"], 400, -32700 },
        { "no json", "hello?", ["SESSION"], 400, -32700 },
        { "empty", "", ["SESSION"], 400, -32700 },
        { "batch", s_batch, ["SESSION"], 400, -32600 },
        { "duplicate keys", HttpDoor.Write("""{"a":1,"\u0061":2}"""), ["SESSION"], 400, -32600 },
        { "lone surrogate", HttpDoor.Write("""{"a":"\ud800"}"""), ["SESSION"], 400, -32600 },
        { "oversized", HttpDoor.Write($$"""{"a":"{{new string('x', 70_000)}}"}"""), ["SESSION"], 413, -32600 },
        { "oversized in chunks", HttpDoor.Write($$"""{"a":"{{new string('x', 200_000)}}"}"""), ["SESSION", "Transfer-Encoding: chunked"], 413, -32600 },
        { "legacy call under another method", HttpDoor.Write(), ["SESSION", "Mcp-Method: tools/list"], 400, -32020 },
        { "modern call under no headers", ModernCall, [], 400, -32020 },
        { "modern call under another method", ModernCall, [s_modern[0], "Mcp-Method: tools/list", s_modern[2], s_modern[3]], 400, -32020 },
        { "modern call under another name", ModernCall, [s_modern[0], s_modern[1], "Mcp-Name: echo", s_modern[3]], 400, -32020 },
        { "modern call under no name", ModernCall, [s_modern[0], s_modern[1], s_modern[3]], 400, -32020 },
        { "modern call under an older version", ModernCall, ["MCP-Protocol-Version: 2025-11-25", s_modern[1], s_modern[2], s_modern[3]], 400, -32020 },
        { "modern answer", """{"jsonrpc":"2.0","id":7,"result":{}}""", ["MCP-Protocol-Version: 2026-07-28"], 400, -32600 },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task Post_ThatMayNotPass_IsRefused_AndTheServerNeverReached(string what, string body, string[] headers, int status, int code)
    {
        int before = await door.WrittenAsync();

        using HttpResponseMessage answer = await door.SendAsync(HttpMethod.Post, body, [.. headers.Select(line => line == "SESSION" ? door.Session : line)]);

        JsonElement error = await HttpDoor.JsonAsync(answer);
        Assert.Equal((what, status, code), (what, (int)answer.StatusCode, error.GetProperty("error").GetProperty("code").GetInt32()));
        Assert.Equal(before, await door.WrittenAsync());
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Origin: http://localhost:3000")]
    [InlineData("Accept: */*")]
    public async Task Post_ThatMayPass_ReachesTheServer(string header)
    {
        int before = await door.WrittenAsync();
        using HttpResponseMessage answer = await door.SendAsync(HttpMethod.Post, HttpDoor.Write(), door.Session, header);
        Assert.True(new ToolAnswer(await HttpDoor.JsonAsync(answer)).IsFine);
        Assert.Equal(before + 1, await door.WrittenAsync());
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nZZ\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400, 200)]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("Content-Length: -1\r\n\r\n")]
    public async Task Framing_ThatCanBeReadTwoWays_IsRefusedOrReadInOne(string rest, params int[] statuses)
    {
        string answer = await RawAsync($"POST /mcp HTTP/1.1\r\nHost: localhost\r\n{door.Session}\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\n{rest}");
        Assert.Contains(answer.Split(' ')[1], (statuses.Length == 0 ? [400] : statuses).Select(status => $"{status}"));
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", null, 405)]
    [InlineData("GET", "MCP-Protocol-Version: 2026-07-28", 405)]
    [InlineData("DELETE", "MCP-Protocol-Version: 2026-07-28", 405)]
    [InlineData("GET", "Mcp-Session-Id: 0123456789abcdef", 404)]
    [InlineData("DELETE", "Mcp-Session-Id: 0123456789abcdef", 404)]
    [InlineData("GET", null, 400)]
    [InlineData("GET", "Origin: https://evil.example", 403)]
    public async Task Method_ThatIsNotServedSo_IsRefused(string method, string? header, int status)
    {
        using HttpResponseMessage answer = await door.SendAsync(new HttpMethod(method), null, header is null ? [] : [header]);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Delete_EndsTheSession_ForEveryMethod_AndForNoOther()
    {
        string session = await door.OpenAsync();
        using HttpResponseMessage ended = await door.SendAsync(HttpMethod.Delete, null, session);
        Assert.Equal(204, (int)ended.StatusCode);
        foreach ((HttpMethod method, string? body) in ((HttpMethod, string?)[])[(HttpMethod.Post, HttpDoor.Write()), (HttpMethod.Get, null), (HttpMethod.Delete, null)])
        {
            using HttpResponseMessage after = await door.SendAsync(method, body, session);
            Assert.Equal(404, (int)after.StatusCode);
        }

        using HttpResponseMessage other = await door.SendAsync(HttpMethod.Post, HttpDoor.Call("echo"), door.Session);
        Assert.True(new ToolAnswer(await HttpDoor.JsonAsync(other)).IsFine);
    }

    [Fact]
    public async Task Stream_ReadOnFromAnEvent_GivesWhatCameAfterIt_ToItsOwnSessionAlone()
    {
        string session = await door.OpenAsync();
        string call = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"progress","arguments":{},"_meta":{"progressToken":"p"}}}""";
        using HttpResponseMessage whole = await door.SendAsync(HttpMethod.Post, call, session);
        string[] ids = await IdsAsync(whole);
        Assert.Equal(102, ids.Length);

        using HttpResponseMessage rest = await door.SendAsync(HttpMethod.Get, null, session, "Last-Event-ID: " + ids[60]);
        Assert.Equal(ids[61..], await IdsAsync(rest));

        string stranger = await door.OpenAsync();
        foreach ((string whose, string last) in ((string, string)[])[(stranger, ids[60]), (session, "99-1"), (session, "nonsense")])
        {
            using HttpResponseMessage refused = await door.SendAsync(HttpMethod.Get, null, whose, "Last-Event-ID: " + last);
            Assert.Equal(400, (int)refused.StatusCode);
        }
    }

    private static async Task<string[]> IdsAsync(HttpResponseMessage answer) =>
        [.. (await answer.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).Select(line => line[4..])];

    // The beginning of the answer to bytes that no client of ours would send.
    private async Task<string> RawAsync(string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(door.Url.Host, door.Url.Port);
        NetworkStream stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        byte[] buffer = new byte[4096];
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        return Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, patience.Token));
    }
}
