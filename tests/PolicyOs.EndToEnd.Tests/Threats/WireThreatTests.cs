using System.Net;
using System.Text;
using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Threats;

/// <summary>Messages that say two things, or too much (docs/guides/threat-model.md).</summary>
public sealed class WireThreatTests
{
    [Fact]
    public async Task DuplicateAndCaseFoldedKeys_TwoReadingsOfOneMessage_ReachNobody()
    {
        using BundleFolder bundle = BundleFolder.Fake("received").Tool("answer", declared: """{"input_schema":{"type":"object","properties":{"path":{"const":"/safe"}},"required":["path"]}}""");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete());
        string[] lines =
        [
            """{"jsonrpc":"2.0","id":101,"method":"tools/call","params":{"name":"answer","arguments":{"path":"/safe","path":"/etc/shadow"}}}""",
            """{"jsonrpc":"2.0","id":102,"method":"tools/call","params":{"name":"answer","arguments":{"path":"/safe","p\u0061th":"/etc/shadow"}}}""",
            """{"jsonrpc":"2.0","id":103,"method":"tools/call","params":{"name":"answer","arguments":{"path":"/safe"}},"Params":{"name":"answer","arguments":{"path":"/etc/shadow"}}}""",
            """{"jsonrpc":"2.0","id":104,"method":"tools/call","METHOD":"ping","params":{"name":"answer","arguments":{"path":"/etc/shadow"}}}""",
        ];
        foreach (string line in lines)
        {
            gateway.Send(line);
            string id = line[22..25];
            Assert.Equal(-32600, (await gateway.AnswerAsync(id)).GetProperty("error").GetProperty("code").GetInt32());
        }

        // Inside the arguments two cases are two names, and only one of them is in the contract.
        Assert.Equal("CONTRACT_VIOLATION", (await gateway.CallAsync("answer", """{"path":"/safe","Path":"/etc/shadow"}""")).Code);
        Assert.True((await gateway.CallAsync("answer", """{"path":"/safe"}""")).IsFine);
        Assert.DoesNotContain("/etc/shadow", (await gateway.CallAsync("received")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HugeMessagesAndSessionFloods_TakeNoRoomFromOthers()
    {
        using BundleFolder bundle = BundleFolder.Fake("echo", "long_line");
        bundle.Complete();
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Path, options: ["--max-message", "64KiB"]))
        {
            gateway.Send("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"a":" """ + new string('x', 32 * 1024 * 1024) + "\"}}}");
            Assert.Equal(-32600, (await gateway.AnswerAsync("7")).GetProperty("error").GetProperty("code").GetInt32());
            Assert.Equal("RESULT_TOO_LARGE", (await gateway.CallAsync("long_line")).Code);
            Assert.True((await gateway.CallAsync("echo")).IsFine);
        }

        await using GatewayProcess served = GatewayProcess.Start(bundle.Path, "--http", "127.0.0.1:0", "--max-sessions", "3");
        string url = await served.SaidAsync("listening on ");
        for (int n = 1; n <= 3; n++)
        {
            Assert.True((await ModernHttp.CallAsync(url, "echo", handle: $"a-handle-of-the-flood-{n:0000}")).IsFine);
        }

        for (int n = 4; n <= 20; n++)
        {
            JsonElement refused = (await ModernHttp.CallAsync(url, "echo", handle: $"a-handle-of-the-flood-{n:0000}")).Message;
            Assert.Equal(-32000, refused.GetProperty("error").GetProperty("code").GetInt32());
        }

        Assert.True((await ModernHttp.CallAsync(url, "echo", handle: "a-handle-of-the-flood-0001")).IsFine);
    }

    [Fact]
    public async Task HeaderBodyMismatch_WhatAProxySaw_IsWhatIsServed()
    {
        using BundleFolder bundle = BundleFolder.Fake("echo", "write", "received");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete(), "--http", "127.0.0.1:0");
        string url = await gateway.SaidAsync("listening on ");
        const string handle = "a-handle-of-the-host-0001";
        foreach ((string method, string name, string session, string version) in new[]
        {
            ("tools/call", "echo", handle, "2026-07-28"),
            ("tools/list", "write", handle, "2026-07-28"),
            ("tools/call", "write", "another-handle-of-the-host-0002", "2026-07-28"),
            ("tools/call", "write", handle, "2025-11-25"),
            ("tools/call", "write, echo", handle, "2026-07-28"),
        })
        {
            using HttpResponseMessage response = await PostAsync(url, method, name, session, version);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal(-32020, JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("code").GetInt32());
        }

        string received = (await ModernHttp.CallAsync(url, "received", handle: handle)).Text;
        Assert.DoesNotContain("was-sent", received, StringComparison.Ordinal);
        using HttpResponseMessage agreeing = await PostAsync(url, "tools/call", "write", handle, "2026-07-28");
        Assert.Equal(HttpStatusCode.OK, agreeing.StatusCode);
    }

    // The body always calls `write`.
    private static async Task<HttpResponseMessage> PostAsync(string url, string method, string name, string session, string version)
    {
        const string body =
            """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"write","arguments":{"text":"was-sent"},"_meta":{"policyos/session":"a-handle-of-the-host-0001",
             "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
            """;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach ((string header, string value) in new[]
        {
            ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", version), ("Mcp-Method", method), ("Mcp-Name", name), ("Policyos-Session-Id", session),
        })
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return await http.SendAsync(request);
    }
}
