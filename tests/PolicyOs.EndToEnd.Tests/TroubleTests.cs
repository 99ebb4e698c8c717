using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>Bad input from every side: one clear error each, nothing lost, and the gateway goes on.</summary>
public sealed class TroubleTests : IDisposable
{
    private readonly BundleFolder _bundle = BundleFolder
        .Fake("echo", "pid", "die", "garbage_first", "duplicate_keys", "invalid_utf8", "long_line", "ask")
        .Tool("slow", """{"timeouts":{"total_ms":300}}""")
        .Tool("slow_write", """{"side_effect":"write","timeouts":{"total_ms":300}}""")
        .Tool("waits", """{"timeouts":{"total_ms":120000}}""")
        .Tool("die_write", """{"side_effect":"write"}""");

    /// <summary>Lines no client should send, the id that the error goes to, and its code.</summary>
    public static TheoryData<string, string, string, int> BadLines => new TheoryData<string, string, string, int>()
    {
        { "text", "hello?", "null", -32700 },
        { "half a message", """{"jsonrpc":"2.0","id":7,""", "7", -32700 },
        { "duplicate keys", """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"a":1,"a":2}}}""", "7", -32600 },
        { "duplicate keys by an escape", """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"a":1,"\u0061":2}}}""", "7", -32600 },
        { "envelope keys in two cases", """{"jsonrpc":"2.0","id":7,"method":"ping","Method":"tools/call"}""", "7", -32600 },
        { "a lone surrogate", """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"a":"\ud800"}}}""", "7", -32600 },
        { "depth", """{"jsonrpc":"2.0","id":7,"method":"ping","params":{"a":""" + new string('[', 100) + new string(']', 100) + "}}", "7", -32600 },
        { "a batch", """[{"jsonrpc":"2.0","id":1,"method":"ping"}]""", "null", -32600 },
        { "10 MB", """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"a":" """ + new string('x', 10 * 1024 * 1024) + "\"}}}", "7", -32600 },
    }.LongAfter(3);

    /// <inheritdoc/>
    public void Dispose() => _bundle.Dispose();

    [Theory]
    [MemberData(nameof(BadLines), DisableDiscoveryEnumeration = true)]
    public async Task BadLine_FromTheClient_GetsOneErrorAndTheGatewayGoesOn(string what, string line, string id, int code)
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        await AssertRefusedAsync(gateway, Encoding.UTF8.GetBytes(line), what, id, code);
    }

    [Fact]
    public async Task InvalidUtf8_FromTheClient_GetsOneErrorAndTheGatewayGoesOn()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        byte[] line = [.. "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"params\":{\"a\":\""u8, 0xFF, 0xFE, .. "\"}}"u8];
        await AssertRefusedAsync(gateway, line, "invalid UTF-8", "7", -32700);
    }

    [Fact]
    public async Task Garbage_BetweenTheServersMessages_IsSkipped()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        Assert.Equal("after garbage", (await gateway.CallAsync("garbage_first")).Text);
    }

    [Theory]
    [InlineData("duplicate_keys")]
    [LongInlineData("invalid_utf8")]
    [LongInlineData("long_line")]
    public async Task UnreadableAnswer_OfTheServer_SettlesTheCallAndTheGatewayGoesOn(string tool)
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        ToolAnswer answer = await gateway.CallAsync(tool);
        Assert.Contains(answer.Code, new[] { "UPSTREAM_PROTOCOL_ERROR", "RESULT_TOO_LARGE" });
        Assert.Equal("failed", answer.Outcome);
        Assert.True((await gateway.CallAsync("echo")).IsFine);
    }

    [Fact]
    public async Task RequestOfTheServer_ThatIsNotOffered_IsAnswered()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        Assert.Contains("-32601", (await gateway.CallAsync("ask")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slow", "failed")]
    [InlineData("slow_write", "in_doubt")]
    public async Task CallThatIsNeverAnswered_AtItsTimeLimit_FailsOrIsInDoubt(string tool, string outcome)
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        ToolAnswer answer = await gateway.CallAsync(tool);
        Assert.Equal(("TOOL_TIMEOUT", outcome), (answer.Code, answer.Outcome));
        Assert.True((await gateway.CallAsync("echo")).IsFine);
    }

    [Theory]
    [InlineData("die", "failed")]
    [InlineData("die_write", "in_doubt")]
    public async Task ServerThatDiesMidCall_SettlesIt_AndComesBack(string tool, string outcome)
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        string first = (await gateway.CallAsync("pid")).Text;
        Assert.Equal(outcome, (await gateway.CallAsync(tool)).Outcome);
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        ToolAnswer again;
        while (!(again = await gateway.CallAsync("pid")).IsFine)
        {
            Assert.Equal("UPSTREAM_UNAVAILABLE", again.Code);
            patience.Token.ThrowIfCancellationRequested();
        }

        Assert.NotEqual(first, again.Text);
    }

    [Fact]
    public async Task CommandThatIsNotFound_EndsWithThreeAndNamesIt()
    {
        using BundleFolder bundle = new BundleFolder("absent")
            .Server("absent", new JsonObject { ["transport"] = "stdio", ["command"] = "no-such-command-anywhere" })
            .Tool("echo");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete());
        Assert.Equal(3, await gateway.ExitAsync());
        Assert.Contains("no-such-command-anywhere", gateway.Errors, StringComparison.Ordinal);
        Assert.Empty(gateway.Messages);
    }

    [Theory]
    [InlineData("dies")]
    [LongInlineData("garbage")]
    [LongInlineData("silent")]
    public async Task ServerThatDoesNotStart_Alone_EndsWithThree(string mode)
    {
        using BundleFolder bundle = new BundleFolder("alone").Server("lonely", mode).Tool("echo");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete());
        gateway.Send("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}""");
        Assert.Equal(3, await gateway.ExitAsync());
        Assert.Contains("lonely", gateway.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dies")]
    [LongInlineData("garbage")]
    [LongInlineData("silent")]
    public async Task ServerThatDoesNotStart_BesideAGoodOne_LeavesTheRestServed(string mode)
    {
        using BundleFolder bundle = new BundleFolder("beside").Server("good").Server("bad", mode)
            .Tool("echo").Tool("other", declared: """{"upstream_name":"echo"}""", server: "bad");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete());
        Assert.True((await gateway.CallAsync("echo")).IsFine);
        ToolAnswer missing = await gateway.CallAsync("other");
        Assert.Equal(("UPSTREAM_UNAVAILABLE", "not_sent"), (missing.Code, missing.Outcome));
        Assert.Equal(["echo"], await gateway.ToolsAsync());
    }

    [Fact]
    public async Task ClientThatVanishesMidCall_LeavesNoServerBehind()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        int pid = int.Parse((await gateway.CallAsync("pid")).Text, System.Globalization.CultureInfo.InvariantCulture);
        gateway.Send("""{"jsonrpc":"2.0","id":"left","method":"tools/call","params":{"name":"waits","arguments":{}}}""");
        Assert.True((await gateway.CallAsync("echo")).IsFine);
        Assert.Equal(0, await gateway.EndAsync());
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }

    [Fact]
    public async Task SessionsLeftOpenByACrash_CountInNoLimit_AndStayResumable()
    {
        _bundle.Session("""{"session_limits":{"per_principal":{"max_open_sessions":1}}}""");
        string[] store = ["--store", _bundle.Store];
        string crashed;
        await using (GatewayProcess first = await GatewayProcess.ConnectAsync(_bundle.Complete(), options: store))
        {
            // Disposed without an end of its input: killed.
            Assert.True((await first.CallAsync("echo")).IsFine);
            crashed = await first.SaidAsync(": session ");
        }

        await using GatewayProcess second = await GatewayProcess.ConnectAsync(_bundle.Path, options: store);
        Assert.True((await second.CallAsync("echo")).IsFine);
        ToolAnswer resumed = await second.CallAsync("echo", meta: $$"""{"policyos/session":"{{crashed}}"}""");
        Assert.True(resumed.IsFine, resumed.Message.GetRawText());
        ToolAnswer third = await second.CallAsync("echo", meta: """{"policyos/session":"one-more-session-than-allowed"}""");
        Assert.Contains("max_open_sessions", third.Message.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BundleWithErrors_ServesNothingAndNamesEveryPlace()
    {
        using BundleFolder bundle = BundleFolder.Fake("echo").Tool("received", """{"side_effect":"sometimes","surprise":1}""");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete());
        Assert.Equal(1, await gateway.ExitAsync());
        Assert.Matches(@"tools/received\.yaml\(\d+,\d+\): error POL\d{4}: .*sometimes", gateway.Errors);
        Assert.Matches(@"tools/received\.yaml\(\d+,\d+\): error POL\d{4}: .*surprise", gateway.Errors);
        Assert.Empty(gateway.Messages);
    }

    [Fact]
    public async Task BundleThatDoesNotExist_IsOneSentence()
    {
        await using GatewayProcess gateway = GatewayProcess.Start("/no/such/bundle");
        Assert.NotEqual(0, await gateway.ExitAsync());
        Assert.Contains("/no/such/bundle", gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at PolicyOs.", gateway.Errors, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(GatewayProcess gateway, byte[] line, string what, string id, int code)
    {
        gateway.Send(line);
        JsonElement refused = await gateway.NextAsync(message => message.TryGetProperty("error", out _));
        Assert.Equal((what, id, code), (what, refused.GetProperty("id").GetRawText(), refused.GetProperty("error").GetProperty("code").GetInt32()));
        Assert.True((await gateway.CallAsync("echo")).IsFine);
        Assert.Single(gateway.Messages, message => message.TryGetProperty("error", out _));
        Assert.Equal(0, await gateway.EndAsync());
    }
}
