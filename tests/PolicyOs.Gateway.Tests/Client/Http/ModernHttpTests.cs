using System.Net;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Tests.Client.Http;

public sealed class ModernHttpTests
{
    private const string Handle = "0123456789abcdefghijkl";

    public static TheoryData<string, string, string[], int, int> Refusals
    {
        get
        {
            string list = HttpFixture.Modern("tools/list").Body;
            string call = HttpFixture.Modern("tools/call", """ "name":"echo","arguments":{} """.Trim()).Body;
            string version = "MCP-Protocol-Version: 2026-07-28";
            return new()
            {
                { "no version header", list, ["Mcp-Method: tools/list"], 400, -32020 },
                { "another version header", list, ["MCP-Protocol-Version: 2025-11-25", "Mcp-Method: tools/list"], 400, -32020 },
                { "no method header", list, [version], 400, -32020 },
                { "another method header", list, [version, "Mcp-Method: tools/call"], 400, -32020 },
                { "method header in other letters", list, [version, "Mcp-Method: TOOLS/LIST"], 400, -32020 },
                { "no name header", call, [version, "Mcp-Method: tools/call"], 400, -32020 },
                { "another name header", call, [version, "Mcp-Method: tools/call", "Mcp-Name: other"], 400, -32020 },
                { "name header not Base64", call, [version, "Mcp-Method: tools/call", "Mcp-Name: =?base64?%%?="], 400, -32020 },
                { "name header Base64 of another", call, [version, "Mcp-Method: tools/call", "Mcp-Name: =?base64?b3RoZXI=?="], 400, -32020 },
                { "bad handle", list, [version, "Mcp-Method: tools/list", "Policyos-Session-Id: short"], 400, -32020 },
                { "unknown version", list.Replace("2026-07-28", "2031-01-01", StringComparison.Ordinal), ["MCP-Protocol-Version: 2031-01-01"], 400, -32022 },
                { "legacy version", list.Replace("2026-07-28", "2025-11-25", StringComparison.Ordinal), ["MCP-Protocol-Version: 2025-11-25"], 400, -32022 },
                { "no _meta", """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", [version, "Mcp-Method: tools/list"], 400, -32602 },
                { "no capabilities", list.Replace("clientCapabilities", "other", StringComparison.Ordinal), [version, "Mcp-Method: tools/list"], 400, -32602 },
                { "discover without _meta", """{"jsonrpc":"2.0","id":1,"method":"server/discover"}""", [], 400, -32602 },
                { "a response", """{"jsonrpc":"2.0","id":1,"result":{}}""", [version], 400, -32600 },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Post_ThatDisagreesOrIsMalformed_IsRefusedBeforeAnythingSeesIt(string what, string body, string[] headers, int status, int code)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();

        using HttpResponseMessage answer = await http.PostAsync(body, headers);

        Assert.True((int)answer.StatusCode == status, $"{what}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(code, await HttpFixture.CodeAsync(answer));
        Assert.All(http.Sessions, session => Assert.Equal(0, session.Server.Calls));
    }

    [Theory]
    [InlineData("initialize")]
    [InlineData("ping")]
    [InlineData("logging/setLevel")]
    [InlineData("resources/subscribe")]
    [InlineData("tasks/list")]
    [InlineData("no/such")]
    public async Task Post_MethodThatIsNot_IsNotFound(string method)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string body, string[] headers) = HttpFixture.Modern(method);

        using HttpResponseMessage answer = await http.PostAsync(body, headers);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(-32601, await HttpFixture.CodeAsync(answer));
    }

    [Theory]
    [InlineData(-32021, 400)]
    [InlineData(-32601, 404)]
    [InlineData(-32603, 200)]
    [InlineData(1234, 200)]
    public async Task Post_WhatTheServerRefuses_HasTheStatusOfItsNumber(int code, int status)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string body, string[] headers) = HttpFixture.Modern("tools/call", $$$""" "name":"error","arguments":{"code":{{{code}}},"message":"no","data":{"x":1}} """.Trim(), "error");

        using HttpResponseMessage answer = await http.PostAsync(body, headers);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, await HttpFixture.CodeAsync(answer));
    }

    [Fact]
    public async Task Post_List_IsCompleteAndNotToBeKept()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string body, string[] headers) = HttpFixture.Modern("tools/list");

        using HttpResponseMessage answer = await http.PostAsync(body, headers);

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        JsonElement result = (await HttpFixture.JsonAsync(answer)).GetProperty("result");
        Assert.Equal("complete", result.GetProperty("resultType").GetString());
        Assert.Equal(0, result.GetProperty("ttlMs").GetInt32());
        Assert.Equal("private", result.GetProperty("cacheScope").GetString());
        Assert.Equal("policyos", result.GetProperty("_meta").GetProperty("io.modelcontextprotocol/serverInfo").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Post_Call_HasOneResultTypeAndNoCachingHints()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string body, string[] headers) = HttpFixture.Modern("tools/call", """ "name":"echo","arguments":{"n":9007199254740993} """.Trim(), "=?base64?ZWNobw==?=");

        using HttpResponseMessage answer = await http.PostAsync(body, headers);

        string text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"n\":9007199254740993", text, StringComparison.Ordinal);
        Assert.Contains("\"resultType\":\"complete\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("vendor", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ttlMs", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_CallWithProgress_StreamsInOrder()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string body, string[] headers) = HttpFixture.Modern("tools/call", """ "name":"progress" """.Trim(), "progress");

        using HttpResponseMessage answer = await http.PostAsync(body, headers);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        string[] events = [.. (await answer.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))];
        Assert.Equal(4, events.Length);
        Assert.Equal([1, 2, 3], events[..3].Select(e => JsonElement.Parse(e[6..]).GetProperty("params").GetProperty("progress").GetInt32()));
        Assert.True(JsonElement.Parse(events[3][6..]).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Disconnect_TakesTheRequestBack()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string body, string[] headers) = HttpFixture.Modern("tools/call", """ "name":"wait" """.Trim(), "wait");
        using var gone = new CancellationTokenSource();

        Task<HttpResponseMessage> call = http.SendAsync(HttpMethod.Post, body, headers, gone.Token);
        await SessionAsync(http);
        await http.Sessions[0].Server.Waiting.Task;
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await http.Sessions[0].Server.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Notification_IsAccepted()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();

        using HttpResponseMessage answer = await http.PostAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled"}""", "MCP-Protocol-Version: 2026-07-28");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(SessionKey.Connection, true, 400, -32022)]
    [InlineData(SessionKey.Required, false, 200, -32602)]
    public async Task Post_WithoutAHandle_WhereOneIsNeeded_IsSentBack(SessionKey key, bool isStateful, int status, int code)
    {
        await using HttpFixture http = await HttpFixture.StartAsync(key, isStateful);
        (string body, string[] headers) = HttpFixture.Modern("server/discover");

        using HttpResponseMessage answer = await http.PostAsync(body, headers);
        using HttpResponseMessage named = await http.PostAsync(body, [.. headers, "Policyos-Session-Id: " + Handle]);

        Assert.Equal(status, (int)answer.StatusCode);
        JsonElement error = (await HttpFixture.JsonAsync(answer)).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetInt32());
        if (code == -32022)
        {
            Assert.Equal("2025-11-25", error.GetProperty("data").GetProperty("supported")[0].GetString());
        }
        else
        {
            Assert.Equal("SESSION_REQUIRED", error.GetProperty("data").GetProperty("policyos").GetProperty("code").GetString());
        }

        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        Assert.Equal(Handle, Assert.Single(http.Sessions).Address.Name);
    }

    [Fact]
    public async Task Handle_OfTwoPrincipals_IsTwoSessions()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string body, string[] headers) = HttpFixture.Modern("tools/list");

        using HttpResponseMessage one = await http.PostAsync(body, [.. headers, "Policyos-Session-Id: " + Handle, "X-Test-Principal: a"]);
        using HttpResponseMessage other = await http.PostAsync(body, [.. headers, "Policyos-Session-Id: " + Handle, "X-Test-Principal: b"]);
        using HttpResponseMessage again = await http.PostAsync(body, [.. headers, "Policyos-Session-Id: " + Handle, "X-Test-Principal: a"]);

        Assert.Equal(["a", "b"], http.Sessions.Select(session => session.Address.Principal.Id));
    }

    [Theory]
    [InlineData("""{"region":"us-west1"}""", "Mcp-Param-Region: us-west1", true)]
    [InlineData("""{"region":"us-west1"}""", "Mcp-Param-Region: =?base64?dXMtd2VzdDE=?=", true)]
    [InlineData("""{"region":42}""", "Mcp-Param-Region: 42.0", true)]
    [InlineData("""{"region":true}""", "Mcp-Param-Region: true", true)]
    [InlineData("""{"region":null}""", "X-Other: 1", true)]
    [InlineData("{}", "X-Other: 1", true)]
    [InlineData("""{"region":"us-west1"}""", "X-Other: 1", false)]
    [InlineData("""{"region":"us-west1"}""", "Mcp-Param-Region: us-east1", false)]
    [InlineData("""{"region":"us-west1"}""", "Mcp-Param-Region: =?base64?!!?=", false)]
    [InlineData("""{"region":true}""", "Mcp-Param-Region: True", false)]
    [InlineData("{}", "Mcp-Param-Region: us-west1", false)]
    [InlineData("""{"region":null}""", "Mcp-Param-Region: null", false)]
    public async Task Post_CallWithAnArgumentInAHeader_PassesWhereTheyAgree(string arguments, string header, bool passes)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string list, string[] listHeaders) = HttpFixture.Modern("tools/list");
        using HttpResponseMessage opened = await http.PostAsync(list, listHeaders);
        http.Sessions[0].Server.Parameters = [new HeaderParameter("Mcp-Param-Region", ["region"])];
        (string body, string[] headers) = HttpFixture.Modern("tools/call", $"\"name\":\"echo\",\"arguments\":{arguments}", "echo");

        using HttpResponseMessage answer = await http.PostAsync(body, [.. headers, header]);

        Assert.Equal(passes ? 200 : 400, (int)answer.StatusCode);
        Assert.Equal(passes ? 1 : 0, http.Sessions[0].Server.Calls);
        if (!passes)
        {
            Assert.Equal(-32020, await HttpFixture.CodeAsync(answer));
        }
    }

    [Fact]
    public async Task Listen_AcknowledgesFirstAndTellsWhatWasAskedFor_UntilTheSessionEnds()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        (string body, string[] headers) = HttpFixture.Modern("subscriptions/listen", """ "notifications":{"toolsListChanged":true,"promptsListChanged":false} """.Trim(), id: 5);

        using HttpResponseMessage answer = await http.PostAsync(body, headers);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        JsonElement acknowledged = await EventAsync(lines);
        http.Sessions[0].Host.Tell("notifications/prompts/list_changed", null);
        http.Sessions[0].Host.Tell("notifications/tools/list_changed", null);
        JsonElement changed = await EventAsync(lines);
        await http.Registry.CloseAsync(http.Sessions[0].Host, "test");
        JsonElement end = await EventAsync(lines);

        Assert.Equal("notifications/subscriptions/acknowledged", acknowledged.GetProperty("method").GetString());
        Assert.Equal("""{"toolsListChanged":true}""", acknowledged.GetProperty("params").GetProperty("notifications").GetRawText());
        Assert.Equal("notifications/tools/list_changed", changed.GetProperty("method").GetString());
        Assert.Equal(5, changed.GetProperty("params").GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetInt32());
        Assert.Equal(5, end.GetProperty("result").GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetInt32());
    }

    internal static async Task<JsonElement> EventAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && line.Length > 6)
            {
                return JsonElement.Parse(line[6..]);
            }
        }

        throw new InvalidOperationException("the stream ended");
    }

    private static async Task SessionAsync(HttpFixture http)
    {
        while (http.Registry.Count == 0)
        {
            await Task.Yield();
        }
    }
}
