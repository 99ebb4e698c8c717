using System.Net;
using System.Text;

namespace PolicyOs.Gateway.Tests.Client.Http;

public sealed class HttpRefusalTests
{
    private const string List = """{"jsonrpc":"2.0","id":7,"method":"tools/list"}""";

    public static TheoryData<string, string, string[], int, int> Bodies => new()
    {
        { "not json", "{", [], 400, -32700 },
        { "batch", "[" + List + "]", [], 400, -32600 },
        { "duplicate key", """{"jsonrpc":"2.0","id":7,"method":"tools/list","method":"tools/call"}""", [], 400, -32600 },
        { "case variant", """{"jsonrpc":"2.0","id":7,"Method":"tools/list"}""", [], 400, -32600 },
        { "lone surrogate", """{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"x":"\ud800"}}""", [], 400, -32600 },
        { "no message", """{"jsonrpc":"2.0"}""", [], 400, -32600 },
        { "wrong type", List, ["Content-Type: text/plain"], 415, -32600 },
        { "utf-16", List, ["Content-Type: application/json; charset=utf-16"], 415, -32600 },
        { "accepts json only", List, ["Accept: application/json"], 406, -32600 },
        { "accepts events only", List, ["Accept: text/event-stream"], 406, -32600 },
        { "no session", List, [], 400, -32600 },
        { "unknown session", List, ["Mcp-Session-Id: 0123"], 404, -32001 },
        { "unknown version", List, ["MCP-Protocol-Version: 1999-01-01"], 400, -32600 },
        { "legacy with another method in its header", List, ["Mcp-Method: tools/call"], 400, -32020 },
        { "foreign host", List, ["Host: evil.example"], 403, -32600 },
        { "host that only begins right", List, ["Host: localhost.evil.example"], 403, -32600 },
        { "foreign origin", List, ["Origin: https://evil.example"], 403, -32600 },
        { "opaque origin", List, ["Origin: null"], 403, -32600 },
        { "origin with a path", List, ["Origin: http://localhost/x"], 403, -32600 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Post_ThatMayNotPass_IsRefusedWithItsStatusAndCode(string what, string body, string[] headers, int status, int code)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();

        using HttpResponseMessage answer = await http.PostAsync(body, headers);

        Assert.True((int)answer.StatusCode == status, $"{what}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(code, await HttpFixture.CodeAsync(answer));
        Assert.Empty(http.Sessions);
    }

    [Theory]
    [InlineData("Host: localhost:1234")]
    [InlineData("Host: [::1]")]
    [InlineData("Origin: http://localhost:3000")]
    [InlineData("Origin: http://127.0.0.1")]
    [InlineData("Accept: */*")]
    [InlineData("Accept: application/*, text/event-stream;q=0.5")]
    public async Task Post_FromThisMachine_Passes(string header)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();

        using HttpResponseMessage answer = await http.PostAsync(HttpFixture.Initialize, header);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Post_LongerThanAllowed_IsRefusedWithItsId()
    {
        await using HttpFixture http = await HttpFixture.StartAsync(maxMessage: 1000);

        using HttpResponseMessage answer = await http.PostAsync("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"x":" """ + new string('x', 2000) + "\"}}");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(7, (await HttpFixture.JsonAsync(answer)).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Post_NotUtf8_IsRefused()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a"), 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, http.Url) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", HttpFixture.Accept);

        using HttpResponseMessage answer = await http.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(-32700, await HttpFixture.CodeAsync(answer));
    }

    [Theory]
    [InlineData("PUT", 405)]
    [InlineData("OPTIONS", 405)]
    [InlineData("GET", 400)]
    [InlineData("DELETE", 400)]
    public async Task Method_WithoutASession_IsRefused(string method, int status)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();

        using HttpResponseMessage answer = await http.SendAsync(new HttpMethod(method), null, []);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Method_OfTheErasBefore_IsNotOfTheModernOne(string method)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();

        using HttpResponseMessage answer = await http.SendAsync(new HttpMethod(method), null, ["MCP-Protocol-Version: 2026-07-28"]);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Path_OtherThanTheEndpoint_IsNotFound()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();

        using HttpResponseMessage answer = await http.Client.GetAsync(new Uri(http.Url, "/sse"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
