using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What a server asks while it works reaches the person at the client, and the answer the server, whatever each of them speaks.</summary>
public sealed class BridgeTests
{
    private const string Form = """{"action":"accept","content":{"a":"blue","n":9007199254740993}}""";

    public static TheoryData<Edge, Edge> Pairs => Edges.Pairs;

    public static TheoryData<Edge, Edge> Eras => Edges.Cross([Edge.StdioLegacy, Edge.StdioModern], [Edge.StdioLegacy, Edge.StdioModern]);

    // Only clients of 2026-07-28 carry states.
    public static TheoryData<Edge, Edge> ModernClients => Edges.Cross([Edge.StdioModern, Edge.HttpModern], Edges.All);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Question_OfAToolAPromptAndAResource_IsAnswered(Edge client, Edge server)
    {
        using EraBundle bundle = Bundle(server).Tools("ask", "ask_twice", "ask_both", "state_only", "received");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), Answer);

        ToolAnswer answer = await gateway.CallAsync("ask");
        Lossless.AssertEqual($$"""{"q":{{Form}}}""", answer.Text);
        (string method, JsonElement asked) = Assert.Single(gateway.Asked);
        Assert.Equal("elicitation/create", method);
        Assert.Equal("[fake] Which colour? http[:]//click.example/", asked.GetProperty("message").GetString());
        Assert.Equal(("1.10", "9007199254740993"), (asked.GetProperty("x-ask").GetRawText(),
            asked.GetProperty("requestedSchema").GetProperty("properties").GetProperty("a").GetProperty("x-form").GetRawText()));

        Lossless.AssertEqual($$"""{"again":{{Form}}}""", (await gateway.CallAsync("ask_twice")).Text);
        Assert.Equal(3, gateway.Asked.Count);
        JsonElement both = JsonElement.Parse((await gateway.CallAsync("ask_both")).Text);
        Lossless.AssertEqual(Form, both.GetProperty("q").GetRawText());
        Assert.Equal("file:///w", both.GetProperty("r").GetProperty("roots")[0].GetProperty("uri").GetString());
        Assert.Equal("{}", (await gateway.CallAsync("state_only")).Text);

        int before = gateway.Asked.Count;
        JsonElement prompt = (await gateway.DriveAsync("prompts/get", """{"name":"asks"}""")).GetProperty("result");
        Lossless.AssertEqual($$"""{"q":{{Form}}}""", prompt.GetProperty("messages")[0].GetProperty("content").GetProperty("text").GetString()!);
        JsonElement resource = (await gateway.DriveAsync("resources/read", """{"uri":"fake://ask"}""")).GetProperty("result");
        Lossless.AssertEqual($$"""{"q":{{Form}}}""", resource.GetProperty("contents")[0].GetProperty("text").GetString()!);
        Assert.Equal("1e400", resource.GetProperty("contents")[0].GetProperty("x-content").GetRawText());
        Assert.Equal(2, gateway.Asked.Count - before);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Sampling_Roots_AndAddresses_AreAskedAsTheContractAllows(Edge client, Edge server)
    {
        using EraBundle bundle = Bundle(server).Tools("ask_sample", "ask_roots", "ask_url");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), Answer);
        Assert.Contains("Paris", (await gateway.CallAsync("ask_sample")).Text, StringComparison.Ordinal);
        Assert.Contains("file:///w", (await gateway.CallAsync("ask_roots")).Text, StringComparison.Ordinal);
        Assert.Contains("accept", (await gateway.CallAsync("ask_url")).Text, StringComparison.Ordinal);
        JsonElement url = gateway.Asked[^1].Params;
        Assert.Equal("[fake] Sign in (opens login.example)", url.GetProperty("message").GetString());
        Assert.Equal(!client.IsModern(), url.TryGetProperty("elicitationId", out _));
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Question_ThatTheContractDoesNotAllow_NeverReachesTheClient(Edge client, Edge server)
    {
        using EraBundle bundle = Bundle(server, """{"elicitation":"deny","roots":"deny","sampling":"deny"}""").Tools("ask", "ask_sample", "ask_roots", "echo");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), Answer);
        foreach (string tool in (string[])["ask", "ask_sample", "ask_roots"])
        {
            AssertRefused(server, await gateway.CallAsync(tool));
        }

        JsonElement told = JsonElement.Parse((await gateway.CallAsync("echo")).Text);
        Assert.Empty(gateway.Asked);
        Assert.True((await gateway.CallAsync("echo")).IsFine);
        if (server.IsModern())
        {
            Assert.Empty(told.GetProperty("params").GetProperty("_meta").GetProperty("io.modelcontextprotocol/clientCapabilities").EnumerateObject());
        }
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Form_ThatLooksLikeAnApproval_NeverReachesTheClient(Edge client, Edge server)
    {
        using EraBundle bundle = Bundle(server).Tools("ask_grant");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), Answer);
        AssertRefused(server, await gateway.CallAsync("ask_grant"));
        Assert.Empty(gateway.Asked);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Question_ForAClientThatCannotShowIt_IsRefused(Edge client, Edge server)
    {
        using EraBundle bundle = Bundle(server).Tools("ask", "ask_url");
        await using EraClient none = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), """{"elicitation":{"form":{}}}""", Answer);
        AssertRefused(server, await none.CallAsync("ask_url"));
        Assert.True((await none.CallAsync("ask")).IsFine);
        Assert.Single(none.Asked);
    }

    [Theory]
    [InlineData(Edge.StdioLegacy)]
    [InlineData(Edge.StdioModern)]
    public async Task Server_ThatAsksForEver_IsEnded(Edge client)
    {
        using EraBundle bundle = Bundle(Edge.StdioModern).Tools("ask_forever", "echo");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), Answer);
        ToolAnswer answer = await gateway.CallAsync("ask_forever");
        Assert.Equal("UPSTREAM_PROTOCOL_ERROR", answer.Code);
        Assert.InRange(gateway.Asked.Count, 10, 11);
        Assert.True((await gateway.CallAsync("echo")).IsFine);
    }

    [Theory]
    [MemberData(nameof(ModernClients))]
    public async Task State_ThatWasTaken_ChangedOrIsOfAnotherRequest_IsRefused(Edge client, Edge server)
    {
        using EraBundle bundle = Bundle(server).Tools("ask", "ask_roots", "received");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        string state = await StateAsync(gateway, "tools/call", """{"name":"ask","arguments":{"x":1}}""");
        const string answered = ""","inputResponses":{"q":{"action":"accept","content":{}},"fake/request":{"action":"accept","content":{}}}""";
        foreach ((string method, string parameters, string text) in ((string, string, string)[])
        [
            ("tools/call", """{"name":"ask","arguments":{"x":2}}""", state),
            ("tools/call", """{"name":"ask_roots","arguments":{"x":1}}""", state),
            ("tools/call", """{"name":"ask","arguments":{"x":1}}""", Flip(state)),
            ("prompts/get", """{"name":"asks"}""", state),
            ("resources/read", """{"uri":"fake://ask"}""", state),
        ])
        {
            ToolAnswer refused = new(await gateway.RequestAsync(method, parameters, answered + $",\"requestState\":\"{text}\""));
            Assert.Equal((method, parameters, "APPROVAL_MISMATCH"), (method, parameters, refused.Code));
        }

        // An answer that is missing is asked for again; the state before is void then.
        JsonElement again = await gateway.RequestAsync("tools/call", """{"name":"ask","arguments":{"x":1.0}}""", $",\"requestState\":\"{state}\"");
        string next = again.GetProperty("result").GetProperty("requestState").GetString()!;
        Assert.Equal("APPROVAL_MISMATCH", (await RetryAsync(state)).Code);
        Assert.True((await RetryAsync(next)).IsFine);
        Assert.Equal("APPROVAL_MISMATCH", (await RetryAsync(next)).Code);
        Assert.Equal(server.IsModern() ? 2 : 1, await gateway.ReachedAsync("ask"));

        async Task<ToolAnswer> RetryAsync(string text) =>
            new(await gateway.RequestAsync("tools/call", """{"name":"ask","arguments":{"x":1}}""", answered + $",\"requestState\":\"{text}\""));
    }

    [Fact]
    public async Task Requests_BeyondSixteen_AreNotParked()
    {
        using EraBundle bundle = Bundle(Edge.StdioModern).Tools("ask", "echo");
        await using EraClient gateway = await EraClient.ConnectAsync(Edge.StdioModern, bundle.Folder.Complete());
        for (int i = 0; i < 16; i++)
        {
            await StateAsync(gateway, "tools/call", $$$"""{"name":"ask","arguments":{"x":{{{i}}}}}""");
        }

        // The server is told that the person was not asked.
        Assert.Equal("""{"q":{"action":"cancel"}}""", new ToolAnswer(await gateway.RequestAsync("tools/call", """{"name":"ask","arguments":{}}""")).Text);
        Assert.True((await gateway.CallAsync("echo")).IsFine);
    }

    [Fact]
    public async Task Requests_OfAModernClient_GoToALegacyServerThatMayAskOneByOne()
    {
        using EraBundle bundle = Bundle(Edge.StdioLegacy).Tools("ask").Tool("echo", """{"timeouts":{"total_ms":400}}""");
        await using EraClient gateway = await EraClient.ConnectAsync(Edge.StdioModern, bundle.Folder.Complete());
        string state = await StateAsync(gateway, "tools/call", """{"name":"ask","arguments":{}}""");
        ToolAnswer meanwhile = await gateway.CallAsync("echo");
        Assert.Equal(("UPSTREAM_UNAVAILABLE", "failed"), (meanwhile.Code, meanwhile.Outcome));
        Assert.True(new ToolAnswer(await gateway.RequestAsync(
            "tools/call", """{"name":"ask","arguments":{}}""", $$""","inputResponses":{"fake/request":{{Form}}},"requestState":"{{state}}" """)).IsFine);
        Assert.True((await gateway.CallAsync("echo")).IsFine);
    }

    private static async Task<string> StateAsync(EraClient gateway, string method, string parameters)
    {
        JsonElement result = (await gateway.RequestAsync(method, parameters)).GetProperty("result");
        Assert.Equal("input_required", result.GetProperty("resultType").GetString());
        return result.GetProperty("requestState").GetString()!;
    }

    private static string Flip(string state) => state[..^2] + (state[^2] == 'A' ? 'B' : 'A') + state[^1];

    // A legacy server is told that there is no such method; one of 2026-07-28 has broken the protocol.
    private static void AssertRefused(Edge server, ToolAnswer answer)
    {
        if (server.IsModern())
        {
            Assert.Equal(("UPSTREAM_PROTOCOL_ERROR", "failed"), (answer.Code, answer.Outcome));
        }
        else
        {
            Assert.Contains("-32601", answer.Text, StringComparison.Ordinal);
        }
    }

    private static JsonNode? Answer(string method, JsonElement parameters) => JsonNode.Parse(method switch
    {
        "roots/list" => """{"roots":[{"uri":"file:///w"}]}""",
        "sampling/createMessage" => """{"role":"assistant","content":{"type":"text","text":"Paris"},"model":"m"}""",
        _ when parameters.TryGetProperty("mode", out JsonElement mode) && mode.GetString() == "url" => """{"action":"accept"}""",
        _ => Form,
    });

    private static EraBundle Bundle(Edge server, string clientRequests = """{"elicitation":"allow","roots":"allow","sampling":"allow"}""")
    {
        var bundle = new EraBundle(server, clientRequests);
        bundle.Folder.Declares("""{"prompts":[{"id":"asks","server":"fake"},{"id":"plain","server":"fake"}],"resources":[{"pattern":"fake://ask","server":"fake"},{"pattern":"fake://one","server":"fake"}]}""");
        return bundle;
    }
}
