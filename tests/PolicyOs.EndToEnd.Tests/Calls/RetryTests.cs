using System.Diagnostics;

namespace PolicyOs.EndToEnd.Tests.Calls;

/// <summary>Attempts of one call: which failures are tried again, when, and for how long at most (spec 1.4).</summary>
public sealed class RetryTests : IDisposable
{
    private const string ServerError = """{"code":-32603,"message":"broken"}""";

    private readonly BundleFolder _bundle = BundleFolder.Fake("received");

    public void Dispose() => _bundle.Dispose();

    [Theory]
    [InlineData("read", "{}", "server_error", 3, true)]
    [LongInlineData("read", "{}", "timeout", 1, false)]
    [InlineData("write", "{}", "server_error", 1, false)]
    [LongInlineData("write", """{"key":["$.series"],"upstream_safe":true}""", "server_error", 3, true)]
    public async Task ServerErrors_AreTriedAgain_WhereTheContractSaysSoAndItDoesNoHarm(string effect, string idempotency, string retryOn, int sent, bool isFine)
    {
        string block = idempotency == "{}" ? "" : $""","idempotency":{idempotency}""";
        await using GatewayProcess gateway = await StartAsync($$"""{"side_effect":"{{effect}}","retries":{"max_attempts":3,"retry_on":["{{retryOn}}"]}{{block}}}""");
        ToolAnswer answer = await gateway.CallAsync("answer", $$"""{"series":"s","errors":[{{ServerError}},{{ServerError}}]}""");
        Assert.Equal(isFine, answer.IsFine);
        Assert.Equal(sent, await Sent.CountAsync(gateway, "answer"));
    }

    [Theory]
    [InlineData(700, 30, 0.7, 19.0)]
    [LongInlineData(60_000, 1, 1.0, 19.0)]
    public async Task RateLimit_IsWaitedFor_AsLongAsItSaysAndAsTheContractAllows(int retryAfter, int maxSleep, double least, double most)
    {
        await using GatewayProcess gateway = await StartAsync(
            $$$"""{"side_effect":"write","retries":{"max_attempts":2,"retry_on":["rate_limited"]},"rate_limits":{"on_429":{"respect_retry_after":true,"max_sleep_seconds":{{{maxSleep}}} } }}""");
        long start = Stopwatch.GetTimestamp();
        ToolAnswer answer = await gateway.CallAsync("answer", $$$"""{"errors":[{"code":429,"message":"slow down","data":{"retry_after_ms":{{{retryAfter}}}}}]}""");
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, least, most);
        Assert.True(answer.IsFine);
        Assert.Equal(2, await Sent.CountAsync(gateway, "answer"));
    }

    [Fact]
    public async Task RateLimit_LongerThanWhatIsLeft_EndsTheCallAtOnce()
    {
        await using GatewayProcess gateway = await StartAsync(
            """{"timeouts":{"total_ms":20000},"retries":{"max_attempts":2,"retry_on":["rate_limited"]},"rate_limits":{"on_429":{"respect_retry_after":true,"max_sleep_seconds":60}}}""");
        long start = Stopwatch.GetTimestamp();
        ToolAnswer answer = await gateway.CallAsync("answer", """{"errors":[{"code":429,"message":"slow down","data":{"retry_after_ms":30000}}]}""");
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 15);
        Assert.Equal(429, answer.Message.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(1, await Sent.CountAsync(gateway, "answer"));
    }

    [Fact]
    public async Task Timeout_OfOneAttempt_LeavesTimeForTheNext()
    {
        await using GatewayProcess gateway = await StartAsync("""{"timeouts":{"total_ms":3000},"retries":{"max_attempts":3,"retry_on":["timeout"]}}""");
        Assert.True((await gateway.CallAsync("answer", """{"silent":2}""")).IsFine);
        Assert.Equal(3, await Sent.CountAsync(gateway, "answer"));
    }

    [LongFact]
    public async Task TotalTime_HoldsOverAllAttempts()
    {
        await using GatewayProcess gateway = await StartAsync("""{"timeouts":{"total_ms":1500},"retries":{"max_attempts":3,"retry_on":["timeout"]}}""");
        long start = Stopwatch.GetTimestamp();
        ToolAnswer answer = await gateway.CallAsync("answer", """{"silent":9}""");
        Assert.Equal(("TOOL_TIMEOUT", "failed"), (answer.Code, answer.Outcome));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 1.4, 4);
        Assert.Equal(3, await Sent.CountAsync(gateway, "answer"));
    }

    private Task<GatewayProcess> StartAsync(string contract) => GatewayProcess.ConnectAsync(_bundle.Tool("answer", contract).Complete());
}
