using System.Globalization;
using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Threats;

/// <summary>Effects that happen twice, together or untold (docs/guides/threat-model.md).</summary>
public sealed class EffectThreatTests
{
    [Fact]
    public async Task DoubleEffectOnRetry_CallWithoutAnAnswer_IsNotSentAgain()
    {
        using BundleFolder bundle = BundleFolder.Fake("received").Tool(
            "answer",
            """{"side_effect":"write","idempotency":{"key":["$.key"]},"timeouts":{"total_ms":600},"retries":{"max_attempts":3,"retry_on":["timeout","transport_error","server_error"]}}""").Tool(
            "pay", """{"side_effect":"write","idempotency":{"key":["$.key"]}}""", """{"upstream_name":"answer"}""");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete());
        ToolAnswer lost = await gateway.CallAsync("answer", """{"key":"pay-1","silent":1}""");
        Assert.Equal(("TOOL_TIMEOUT", "in_doubt"), (lost.Code, lost.Outcome));

        // The agent tries again, and the server would answer now.
        Assert.Equal("IDEMPOTENCY_IN_DOUBT", (await gateway.CallAsync("answer", """{"key":"pay-1","silent":1}""")).Code);
        Assert.Equal(1, await ReachedAsync(gateway, "pay-1"));

        // One that was answered is answered from the journal, however often it is asked for and by how many at once.
        ToolAnswer[] paid = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => gateway.CallAsync("pay", """{"key":"pay-2"}""")));
        Assert.All(paid, answer => Assert.True(answer.IsFine));
        Assert.Equal(1, await ReachedAsync(gateway, "pay-2"));
    }

    [Fact]
    public async Task ParallelBudgetRace_CallsAtOnce_NeverPassTheLimitTogether()
    {
        using BundleFolder bundle = BundleFolder.Fake("received")
            .Tool("write", """{"side_effect":"write"}""")
            .Session("""{"aggregates":[{"name":"total","metric":"sum","tool":"write","path":"$.amount","lte":100,"reason":"a hundred a session"}]}""");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete());
        ToolAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
            gateway.CallAsync("write", $$"""{"amount":9.5,"key":"race-{{n.ToString(CultureInfo.InvariantCulture)}}"}""")));
        Assert.Equal(10, answers.Count(answer => answer.IsFine));
        Assert.All(answers.Where(answer => !answer.IsFine), answer => Assert.Equal("AGGREGATE_VIOLATION", answer.Code));
        Assert.Equal(10, await ReachedAsync(gateway, "race-"));
    }

    [Fact]
    public async Task AuditTruncation_EventsThatAreCutOff_AreMissed()
    {
        using BundleFolder bundle = BundleFolder.Fake("echo").Tool("write", """{"side_effect":"write"}""");
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", bundle.Store, "--anchor-to", bundle.At("anchors")]))
        {
            Assert.True((await gateway.CallAsync("echo")).IsFine);
            Assert.True((await gateway.CallAsync("write")).IsFine);
            Assert.Equal(0, await gateway.EndAsync());
        }

        string[] lines = (await Ran.CommandAsync(null, "audit", "export", "--bundle", bundle.Path, "--store", bundle.Store)).Fine().Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, (await VerifyAsync(lines)).ExitCode);

        int written = Array.FindLastIndex(lines, line => line.Contains("policyos.call.reserved", StringComparison.Ordinal));
        string stream = JsonElement.Parse(lines[written]).GetProperty("subject").GetString()!;
        bool IsOfStream(string line) => JsonElement.Parse(line).TryGetProperty("subject", out JsonElement subject) && subject.GetString() == stream;

        // The end of the stream, one event out of its middle, and the whole stream.
        Ran[] cuts =
        [
            await VerifyAsync([.. lines.Where((line, n) => n < written || !IsOfStream(line))]),
            await VerifyAsync([.. lines.Where((_, n) => n != written)]),
            await VerifyAsync([.. lines.Where(line => !IsOfStream(line))]),
        ];
        Assert.All(cuts, cut => Assert.True(cut.ExitCode == 1 && cut.Output.Contains("fault", StringComparison.Ordinal), $"{cut.ExitCode}: {cut.Output}{cut.Errors}"));

        // Without the anchors too, the cut shows where anchors are required.
        Assert.Equal(1, (await VerifyAsync([.. lines.Where(line => !line.StartsWith("{\"heads\":", StringComparison.Ordinal))])).ExitCode);
        Assert.NotEmpty(await File.ReadAllLinesAsync(bundle.At("anchors")));

        async Task<Ran> VerifyAsync(string[] kept)
        {
            await File.WriteAllLinesAsync(bundle.At("exported"), kept);
            return await Ran.CommandAsync(null, "audit", "verify", bundle.At("exported"), "--require-anchor");
        }
    }

    private static async Task<int> ReachedAsync(GatewayProcess gateway, string words) =>
        JsonElement.Parse((await gateway.CallAsync("received")).Text).EnumerateArray().Count(line => line.GetString()!.Contains(words, StringComparison.Ordinal));
}
