namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>
/// What a server does wrong settles the one call, whatever both sides speak, and the gateway goes on. One gateway for each way of a client, with
/// all bad servers behind it.
/// </summary>
public sealed class BadServerTests(BadServers servers) : IClassFixture<BadServers>
{
    [Theory]
    [LongInlineData(Edge.StdioLegacy)]
    [LongInlineData(Edge.StdioModern)]
    [LongInlineData(Edge.HttpLegacy)]
    [InlineData(Edge.HttpModern)]
    public async Task EveryFault_OfEveryServer_SettlesItsCall_AndTheNextIsServed(Edge client)
    {
        await using EraClient gateway = await EraClient.ConnectAsync(client, servers.Folder);
        await Task.WhenAll([.. Edges.All.Select(server => AnswersBadlyAsync(gateway, server)), .. BadServers.Unready.Select(server => IsNotReadyAsync(gateway, server))]);
        await Task.WhenAll(Edges.All.Where(server => !server.IsHttp()).Select(server => DiesAsync(gateway, server)));
    }

    private static async Task AnswersBadlyAsync(EraClient gateway, Edge server)
    {
        foreach (string tool in (string[])["duplicate_keys", "invalid_utf8", "long_line", "batch"])
        {
            // Over one stream a batch has no id that it could answer: that call waits for its time limit, and is not made here.
            if (tool == "batch" && !server.IsHttp())
            {
                continue;
            }

            ToolAnswer bad = await CallAsync(gateway, server, tool);
            Assert.Contains(bad.Code, new[] { "UPSTREAM_PROTOCOL_ERROR", "RESULT_TOO_LARGE" });
            Assert.Equal((tool, "failed"), (tool, bad.Outcome));
            Assert.True((await CallAsync(gateway, server, "echo")).IsFine);
        }

        Assert.Equal("after garbage", (await CallAsync(gateway, server, "garbage_first")).Text);
        Assert.Equal(!server.IsModern(), (await CallAsync(gateway, server, "wrong_type")).IsFine);
        Assert.Equal(("TOOL_TIMEOUT", "failed"), Outcome(await CallAsync(gateway, server, "slow")));
        Assert.Equal(("TOOL_TIMEOUT", "in_doubt"), Outcome(await CallAsync(gateway, server, "slow_write")));
        Assert.True((await CallAsync(gateway, server, "echo")).IsFine);
    }

    private static async Task IsNotReadyAsync(EraClient gateway, string server)
    {
        ToolAnswer missing = await gateway.CallAsync(BadServers.ToolOf(server, "echo"));
        bool isUnauthorized = server == "http_unauthorized";
        Assert.Equal((server, isUnauthorized ? "UPSTREAM_UNAUTHORIZED" : "UPSTREAM_UNAVAILABLE", "not_sent"), (server, missing.Code, missing.Outcome));
        if (isUnauthorized)
        {
            Assert.Contains("crm.read", missing.Text, StringComparison.Ordinal);
            Assert.Contains("platform team", missing.Text, StringComparison.Ordinal);
        }
    }

    private static async Task DiesAsync(EraClient gateway, Edge server)
    {
        string first = (await CallAsync(gateway, server, "pid")).Text;
        foreach ((string tool, string outcome) in ((string, string)[])[("die", "failed"), ("die_write", "in_doubt")])
        {
            Assert.Equal((tool, outcome), (tool, (await CallAsync(gateway, server, tool)).Outcome));
            string again = await AgainAsync(gateway, server);
            Assert.NotEqual(first, again);
            first = again;
        }
    }

    // The process that answers after one has died.
    private static async Task<string> AgainAsync(EraClient gateway, Edge server)
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        ToolAnswer again;
        while (!(again = await CallAsync(gateway, server, "pid")).IsFine)
        {
            Assert.Equal("UPSTREAM_UNAVAILABLE", again.Code);
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        return again.Text;
    }

    private static Task<ToolAnswer> CallAsync(EraClient gateway, Edge server, string tool) => gateway.CallAsync(BadServers.ToolOf(BadServers.NameOf(server), tool));

    private static (string?, string?) Outcome(ToolAnswer answer) => (answer.Code, answer.Outcome);
}
