using PolicyOs.EndToEnd.Tests.Eras;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>Sessions that take up a changed bundle while they are live (spec 3.12, <c>run --migrate</c>).</summary>
public sealed class MigrateTests : IDisposable
{
    private readonly BundleFolder _bundle = new BundleFolder("moving").Server("fake").Tool("note").Tool("pid").Tool("answer");

    [Theory]
    [LongInlineData(Edge.StdioLegacy)]
    [LongInlineData(Edge.StdioModern)]
    [LongInlineData(Edge.HttpLegacy)]
    [InlineData(Edge.HttpModern)]
    public async Task Change_ThatTightens_ReachesARunningSession(Edge edge)
    {
        _bundle.Session("""{"session_limits":{"max_tool_calls":4}}""");
        await using EraClient client = await EraClient.ConnectAsync(edge, _bundle.Complete(), null, "--migrate", "--store", _bundle.Store);
        await client.ListenToToolsAsync();
        Assert.True((await client.CallAsync("note")).IsFine, client.Wire.Errors);
        string pid = (await client.CallAsync("pid")).Text;
        await client.SaidAsync("watching the bundle");

        Task told = client.NextToolsChangedAsync();
        _bundle.Tighten();
        await client.SaidAsync("goes on under bundle");
        await told;

        // The rule is the new one; what the session has done, and the server that did it, are as they were.
        Assert.Equal("RISK_GATE_BLOCKED", (await client.CallAsync("note")).Code);
        Assert.DoesNotContain("note", await client.ToolsAsync());
        Assert.Equal(pid, (await client.CallAsync("pid")).Text);
        Assert.Equal(pid, (await client.CallAsync("pid")).Text);
        Assert.Equal("SESSION_LIMIT_EXCEEDED", (await client.CallAsync("pid")).Code);
    }

    [Fact]
    public async Task Call_UnderWay_EndsAsItBegan_AndTheNextIsUnderTheChange()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Tool("let_go").Complete(), null, "--migrate");
        Task<ToolAnswer> held = gateway.CallAsync("answer", """{"hold":true}""");
        await gateway.SaidAsync("watching the bundle");
        _bundle.Tighten();
        await gateway.SaidAsync("the bundle has changed: new sessions are served");

        // The session is not at rest: it moves when the call has ended, under the bundle that it began with.
        Assert.True((await gateway.CallAsync("let_go")).IsFine);
        Assert.True((await held).IsFine);
        await gateway.SaidAsync("goes on under bundle");
        Assert.Equal("RISK_GATE_BLOCKED", (await gateway.CallAsync("note")).Code);
        Assert.Equal(0, await gateway.EndAsync());
    }

    [LongFact]
    public async Task Server_ThatTheChangeReaches_IsStartedAnew_AndAnotherIsAdded()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete(), null, "--migrate");
        string pid = (await gateway.CallAsync("pid")).Text;
        await gateway.SaidAsync("watching the bundle");

        // Another command line is another server; both are for an operator to say, so only what is compatible is changed here.
        _bundle.Server("fake", "normal", """{"start_timeout_ms":29000}""").Server("other").Declared("extra").Complete();
        await gateway.SaidAsync("goes on under bundle");
        ToolAnswer answer = await gateway.CallAsync("pid");
        Assert.True(answer.IsFine, answer.Message.GetRawText());
        Assert.NotEqual(pid, answer.Text);
    }

    [LongFact]
    public async Task Change_ThatWeakens_MovesNothing()
    {
        _bundle.Tighten();
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete(), null, "--migrate");
        Assert.Equal("RISK_GATE_BLOCKED", (await gateway.CallAsync("note")).Code);
        await gateway.SaidAsync("watching the bundle");
        _bundle.Repair();
        await gateway.SaidAsync("it weakens the contract");
        Assert.Equal("RISK_GATE_BLOCKED", (await gateway.CallAsync("note")).Code);
        Assert.DoesNotContain("goes on under bundle", gateway.Errors, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _bundle.Dispose();
}
