namespace PolicyOs.EndToEnd.Tests.Calls;

/// <summary>Calls of one session side by side: decided one after the other, run together, and equal ones under one key run once (spec 2.4, 2.9).</summary>
public sealed class ParallelTests : IDisposable
{
    private readonly BundleFolder _bundle = BundleFolder.Fake("let_go", "received")
        .Tool("answer", """{"side_effect":"write","idempotency":{"required":false,"key":["$.key"]}}""")
        .Tool("lost", """{"side_effect":"write","idempotency":{"required":false,"key":["$.key"]},"timeouts":{"total_ms":1000}}""", """{"upstream_name":"answer"}""")
        .Tool("echo")
        .Session("""{"session_limits":{"max_calls_per_tool":{"echo":5}}}""");

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Calls_RunSideBySideAtTheServer()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        Task<ToolAnswer>[] held = [.. Enumerable.Range(0, 8).Select(n => gateway.CallAsync("answer", $$"""{"hold":true,"key":"k{{n}}"}"""))];
        await UntilSentAsync(gateway, 8);
        Assert.Equal("8", (await gateway.CallAsync("let_go")).Text);
        Assert.All(await Task.WhenAll(held), answer => Assert.True(answer.IsFine));
    }

    [Fact]
    public async Task Calls_AreDecidedOneAfterTheOther_SoThatNoLimitIsPassedTogether()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        ToolAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => gateway.CallAsync("echo", $$"""{"n":{{n}}}""")));
        Assert.Equal(5, answers.Count(answer => answer.IsFine));
        Assert.All(answers.Where(answer => !answer.IsFine), answer => Assert.Equal("TOOL_LIMIT_EXCEEDED", answer.Code));
    }

    [Fact]
    public async Task EqualCallsUnderOneKey_ShareOneDispatchAndItsResult()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        const string arguments = """{"hold":true,"key":"k","result":{"content":[{"type":"text","text":"once"}]}}""";
        Task<ToolAnswer>[] equal = [.. Enumerable.Range(0, 5).Select(_ => gateway.CallAsync("answer", arguments))];
        await UntilSentAsync(gateway, 1);
        Assert.Equal("IDEMPOTENCY_CONFLICT", (await gateway.CallAsync("answer", """{"key":"k"}""")).Code);
        Assert.Equal("1", (await gateway.CallAsync("let_go")).Text);
        Assert.All(await Task.WhenAll(equal), answer => Assert.Equal("once", answer.Text));
        Assert.Equal("once", (await gateway.CallAsync("answer", arguments)).Text);
        Assert.Equal(1, await SentAsync(gateway));
    }

    [Fact]
    public async Task EqualCallsUnderOneKey_WhenTheOneSentIsLost_AreInDoubtTogether()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        ToolAnswer[] equal = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => gateway.CallAsync("lost", """{"key":"k","silent":9}""")));
        Assert.Equal(["IDEMPOTENCY_IN_DOUBT", "IDEMPOTENCY_IN_DOUBT", "TOOL_TIMEOUT"], equal.Select(answer => answer.Code).Order());
        Assert.Equal(1, await SentAsync(gateway));
    }

    private static async Task UntilSentAsync(GatewayProcess gateway, int count)
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (await SentAsync(gateway) < count)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<int> SentAsync(GatewayProcess gateway) => await Sent.CountAsync(gateway, "answer");
}
