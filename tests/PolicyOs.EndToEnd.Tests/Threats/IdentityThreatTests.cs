using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.EndToEnd.Tests.Eras;

namespace PolicyOs.EndToEnd.Tests.Threats;

/// <summary>Who calls, on whose authority, from where, and where to (docs/guides/threat-model.md).</summary>
public sealed class IdentityThreatTests
{
    private const string Discover =
        """{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""";

    [Fact]
    public async Task ConfusedDeputyAndTokenPassthrough_ClientsTokenAndClaims_GoNowhereAndProveNothing()
    {
        await using var server = new HostileServer { Tools = """[{"name":"look","inputSchema":{"type":"object"}},{"name":"pay","inputSchema":{"type":"object"}}]""" };
        using BundleFolder bundle = server
            .DeclareIn(new BundleFolder("deputy"), more: """{"headers":{"Authorization":"Bearer the-gateways-own"}}""")
            .Tool("look")
            .Tool("pay", """{"required_permissions":["pay:any"],"allowed_intents":["payments"]}""")
            .Session("""{"purpose":["support","payments"]}""")
            .Write("policies/roles.yaml", """{"schema_version":"1.0","roles":[{"role":"payer","permissions":["pay:any"]}]}""");
        await using EraClient client = await EraClient.ConnectAsync(Edge.HttpModern, bundle.Complete(), null, "--purpose", "support");
        var wire = (HttpWire)client.Wire;
        wire.Headers["Authorization"] = "Bearer the-clients-token";
        wire.Headers["Cookie"] = "session=the-clients-cookie";
        wire.Headers["X-Forwarded-User"] = "mallory";
        Assert.True((await client.CallAsync("look", meta: """{"policyos/token":"the-clients-token"}""")).IsFine);
        Assert.Equal("PERMISSION_DENIED", (await client.CallAsync(
            "pay", meta: """{"policyos/principal":{"id":"mallory","permissions":["pay:any"],"roles":["payer"]},"policyos/purpose":"payments"}""")).Code);

        string sent = string.Join('\n', server.Received);
        Assert.Contains("Bearer the-gateways-own", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("the-clients", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("mallory", sent, StringComparison.Ordinal);
        Assert.Equal("look", Assert.Single(server.Calls).Tool);
    }

    [Fact]
    public async Task HandleHijack_HandleOfAnotherPrincipal_IsAnotherSession()
    {
        const string handle = """{"policyos/session":"the-handle-that-alice-was-given-0001"}""";
        using BundleFolder bundle = BundleFolder.Fake("echo").Tool("answer", """{"preconditions":[{"requires_prior_tool":"echo"}]}""");
        bundle.Complete();
        await AsAsync("alice", async gateway =>
        {
            Assert.Equal("PRECONDITION_NOT_MET", (await gateway.CallAsync("answer", meta: handle)).Code);
            Assert.True((await gateway.CallAsync("echo", meta: handle)).IsFine);
            Assert.True((await gateway.CallAsync("answer", meta: handle)).IsFine);
        });
        await AsAsync("mallory", async gateway =>
        {
            Assert.Equal("PRECONDITION_NOT_MET", (await gateway.CallAsync("answer", meta: handle)).Code);

            // One that can be guessed is no handle.
            Assert.True((await gateway.CallAsync("echo", meta: """{"policyos/session":"alice"}""")).Message.TryGetProperty("error", out _));
        });

        // Nor is an Mcp-Session-Id that nobody was given.
        await using GatewayProcess http = GatewayProcess.Start(bundle.Path, "--http", "127.0.0.1:0");
        using HttpResponseMessage guessed = await PostAsync(
            await http.SaidAsync("listening on "), """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", ("Mcp-Session-Id", new string('a', 32)));
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);

        // A journal is served by one gateway at a time: the next begins when this one has ended.
        async Task AsAsync(string principal, Func<GatewayProcess, Task> calls)
        {
            string file = bundle.At(principal + ".json");
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { id = principal }));
            await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Path, options: ["--store", bundle.Store, "--principal", file]);
            await calls(gateway);
            Assert.Equal(0, await gateway.EndAsync());
        }
    }

    [Fact]
    public async Task DnsRebinding_PageOfAnotherSite_IsTurnedAwayAtTheDoor()
    {
        using BundleFolder bundle = BundleFolder.Fake("echo", "received");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete(), "--http", "127.0.0.1:0");
        string url = await gateway.SaidAsync("listening on ");
        (string, string)[] modern = [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "server/discover")];
        foreach ((string, string) rebound in new[]
        {
            ("Host", "attacker.example:" + new Uri(url).Port), ("Host", "127.0.0.1.attacker.example"), ("Origin", "http://attacker.example"), ("Origin", "null"),
        })
        {
            using HttpResponseMessage refused = await PostAsync(url, Discover, [.. modern, rebound]);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using HttpResponseMessage served = await PostAsync(url, Discover, modern);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);

        // All the world is no address for a gateway that does not ask who calls.
        await using GatewayProcess open = GatewayProcess.Start(bundle.Path, "--http", "0.0.0.0:0");
        Assert.Equal(2, await open.ExitAsync());
    }

    [Fact]
    public async Task ServerSideRequestForgery_InnerAddresses_AreReachedByNoDetour()
    {
        await using var inner = new HostileServer();
        await using var server = new HostileServer { Tools = """[{"name":"look","inputSchema":{"type":"object"}}]""", Redirect = inner.Url };
        using BundleFolder bundle = server.DeclareIn(new BundleFolder("ssrf")).Tool("look");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete());
        Assert.False((await gateway.CallAsync("look")).IsFine);
        Assert.Empty(inner.Received);
        Assert.Equal("RESOURCE_NOT_ALLOWED", new ToolAnswer(await gateway.RequestAsync("resources/read", """{"uri":"http://169.254.169.254/latest/meta-data/"}""")).Code);

        foreach (string address in new[] { "http://169.254.169.254/mcp", "http://[fe80::1]/mcp", "http://0.0.0.0:1/mcp", "http://[::ffff:169.254.169.254]/mcp" })
        {
            using BundleFolder metadata = new BundleFolder("metadata")
                .Server("cloud", new JsonObject { ["transport"] = "http", ["url"] = address, ["start_timeout_ms"] = 1500 }).Tool("look");
            await using GatewayProcess refused = GatewayProcess.Start(metadata.Complete());
            refused.Send("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}""");
            Assert.Equal(3, await refused.ExitAsync());
            Assert.Contains("refused", refused.Errors, StringComparison.Ordinal);
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(string url, string body, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in headers.Prepend(("Accept", "application/json, text/event-stream")))
        {
            request.Headers.Add(name, value);
        }

        return await http.SendAsync(request);
    }
}
