using System.Net;
using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What comes before, beside and after a handshake of the legacy era: answered as the specification says, and the session is one.</summary>
public sealed class HandshakeTests(HttpDoor door) : IClassFixture<HttpDoor>
{
    private const string Client = "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}";

    // The params of initialize that are refused.
    private static readonly string[] s_malformed = ["{}", "{" + Client + "}", "{\"protocolVersion\":20251125," + Client + "}", "{\"protocolVersion\":null," + Client + "}"];

    // What a client asks for, and what it is offered.
    private static readonly (string Asked, string Offered)[] s_versions =
    [
        ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"), ("2025-11-25", "2025-11-25"),
        ("2026-07-28", "2025-11-25"), ("1999-01-01", "2025-11-25"), ("", "2025-11-25"), ("draft", "2025-11-25"),
    ];

    [Fact]
    public async Task Lines_BeforeAndAfterTheHandshake_AreAnsweredInTheirState()
    {
        using BundleFolder bundle = BundleFolder.Fake("echo");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete());

        gateway.Send("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        gateway.Send("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        Assert.Equal(0, await CodeAsync(gateway, "ping"));
        foreach (string early in (string[])["tools/list", "tools/call", "resources/list", "logging/setLevel", "nobody/knows"])
        {
            Assert.Equal((early, -32600), (early, await CodeAsync(gateway, early)));
        }

        Assert.Equal(-32602, await CodeAsync(gateway, "server/discover"));
        Assert.Equal(-32022, await CodeAsync(gateway, "tools/list", """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2027-01-01","io.modelcontextprotocol/clientCapabilities":{}}}"""));
        foreach (string malformed in s_malformed)
        {
            Assert.Equal((malformed, -32602), (malformed, await CodeAsync(gateway, "initialize", malformed)));
        }

        Assert.Equal(-32600, await CodeAsync(gateway, "initialize", "null"));

        // Sent on before the answer, and before the client has said that it is ready.
        gateway.Send(Line("hello", "initialize", "{\"protocolVersion\":\"1999-01-01\"," + Client + "}") + "\n" + Line("early", "tools/list") + "\n" + Line("beat", "ping"));
        Assert.Equal("2025-11-25", (await gateway.AnswerAsync("\"hello\"")).GetProperty("result").GetProperty("protocolVersion").GetString());
        Assert.Equal(1, (await gateway.AnswerAsync("\"early\"")).GetProperty("result").GetProperty("tools").GetArrayLength());
        Assert.True((await gateway.AnswerAsync("\"beat\"")).TryGetProperty("result", out _));
        string[] order = [.. gateway.Messages.Where(message => message.TryGetProperty("id", out _)).Select(message => message.GetProperty("id").GetRawText())];
        Assert.True(Array.IndexOf(order, "\"hello\"") < Array.IndexOf(order, "\"early\""));

        Assert.Equal(-32600, await CodeAsync(gateway, "initialize", "{\"protocolVersion\":\"2025-06-18\"," + Client + "}"));
        gateway.Send("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        gateway.Send("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        Assert.Equal(0, await CodeAsync(gateway, "ping"));
        Assert.Equal(0, await CodeAsync(gateway, "tools/call", """{"name":"echo"}"""));
    }

    [Fact]
    public async Task Posts_OfAHandshake_OpenASessionOrSayWhyNot()
    {
        foreach ((string asked, string offered) in s_versions)
        {
            using HttpResponseMessage opened = await door.SendAsync(HttpMethod.Post, Line("hello", "initialize", $$"""{"protocolVersion":"{{asked}}",{{Client}}}"""));
            Assert.Equal((asked, offered), (asked, (await HttpDoor.JsonAsync(opened)).GetProperty("result").GetProperty("protocolVersion").GetString()));
            string session = "Mcp-Session-Id: " + opened.Headers.GetValues("Mcp-Session-Id").Single();

            // Before the client has said that it is ready, and after it has said hello once more, which opens another session.
            using HttpResponseMessage beat = await door.SendAsync(HttpMethod.Post, Line("beat", "ping"), session);
            Assert.True((await HttpDoor.JsonAsync(beat)).TryGetProperty("result", out _));
            using HttpResponseMessage again = await door.SendAsync(HttpMethod.Post, Line("hello", "initialize", $$"""{"protocolVersion":"{{asked}}",{{Client}}}"""), session);
            Assert.NotEqual(opened.Headers.GetValues("Mcp-Session-Id").Single(), again.Headers.GetValues("Mcp-Session-Id").Single());
            foreach (string opener in (string[])[session, "Mcp-Session-Id: " + again.Headers.GetValues("Mcp-Session-Id").Single()])
            {
                using HttpResponseMessage called = await door.SendAsync(HttpMethod.Post, HttpDoor.Call("echo"), opener);
                Assert.True(new ToolAnswer(await HttpDoor.JsonAsync(called)).IsFine);
                using HttpResponseMessage ended = await door.SendAsync(HttpMethod.Delete, null, opener);
                Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
            }
        }

        foreach (string malformed in s_malformed)
        {
            using HttpResponseMessage refused = await door.SendAsync(HttpMethod.Post, Line("hello", "initialize", malformed));
            Assert.Equal((malformed, -32602), (malformed, CodeOf(await HttpDoor.JsonAsync(refused))));
            Assert.False(refused.Headers.Contains("Mcp-Session-Id"));
        }

        foreach (string early in (string[])[Line("1", "ping"), Line("1", "tools/list"), """{"jsonrpc":"2.0","method":"notifications/initialized"}"""])
        {
            using HttpResponseMessage refused = await door.SendAsync(HttpMethod.Post, early);
            Assert.Equal((early, HttpStatusCode.BadRequest, -32600), (early, refused.StatusCode, CodeOf(await HttpDoor.JsonAsync(refused))));
        }
    }

    private static string Line(string id, string method, string parameters = "{}") => $$"""{"jsonrpc":"2.0","id":"{{id}}","method":"{{method}}","params":{{parameters}}}""";

    private static async Task<int> CodeAsync(GatewayProcess gateway, string method, string parameters = "{}")
    {
        string id = $"{method} {gateway.Messages.Length}";
        gateway.Send(Line(id, method, parameters));
        return CodeOf(await gateway.AnswerAsync($"\"{id}\""));
    }

    private static int CodeOf(JsonElement answer) => answer.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetInt32() : 0;
}
