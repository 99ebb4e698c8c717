namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>Rug pulls: what differs from its pin is hidden and refused within one list_changed, whatever client and server speak (spec 3.6).</summary>
public sealed class RugPullTests(PulledGateways gateways) : IClassFixture<PulledGateways>
{
    /// <summary>What is changed, with what is to be said about it, for the pairs of edges.</summary>
    public static TheoryData<Edge, Edge, string, string> Pulls
    {
        get
        {
            var pulls = new TheoryData<Edge, Edge, string, string>();
            foreach ((Edge client, Edge server) in Edges.Pairs.Select(row => row.Data))
            {
                pulls.Add(client, server, "description", "/description");
                pulls.Add(client, server, "schema", "/inputSchema/properties/sidenote");
                pulls.Add(client, server, "annotation", "/annotations");
                pulls.Add(client, server, "twice", "lists `note` 2 times");
            }

            return pulls;
        }
    }

    public static TheoryData<Edge, Edge> Pairs => Edges.Pairs;

    /// <summary>Both eras of a client with every way of a server.</summary>
    public static TheoryData<Edge, Edge> Swaps => Edges.Cross([Edge.StdioLegacy, Edge.StdioModern], Edges.All);

    /// <summary>Both eras of a client with both of a program.</summary>
    public static TheoryData<Edge, Edge> Programs => Edges.Cross([Edge.StdioLegacy, Edge.StdioModern], [Edge.StdioLegacy, Edge.StdioModern]);

    [Theory]
    [MemberData(nameof(Pulls))]
    public async Task Definition_ThatChanges_IsQuarantinedWithinOneListChanged(Edge from, Edge to, string kind, string said)
    {
        PulledGateway gateway = await gateways.OfAsync(from, to);
        EraClient client = gateway.Client;
        Assert.True((await client.CallAsync("note")).IsFine, client.Wire.Errors);
        Assert.Contains("note", await client.ToolsAsync());

        await gateway.PullAsync("rug", $$"""{"kind":"{{kind}}"}""");
        ToolAnswer refused = await client.CallAsync("note");

        Assert.Equal("TOOL_QUARANTINED", refused.Code);
        Assert.Equal("human_review_required", refused.Decision.GetProperty("recoverability").GetString());
        Assert.DoesNotContain("note", await client.ToolsAsync());
        Assert.True((await client.CallAsync("echo")).IsFine);
        await client.SaidAsync(said);

        await gateway.PullAsync("rug", """{"kind":"nothing"}""");
        Assert.True((await client.CallAsync("note")).IsFine);
        Assert.Contains("note", await client.ToolsAsync());
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Collision_AppearingAtRunTime_IsQuarantinedWithinOneListChanged(Edge from, Edge to)
    {
        PulledGateway gateway = await gateways.OfAsync(from, to);
        EraClient client = gateway.Client;
        Assert.True((await client.CallAsync("echo")).IsFine, client.Wire.Errors);

        await gateway.PullAsync("other_rug", """{"kind":"another_name","name":"Echo"}""");

        // The two differ in case only, which a model does not see; the same server's other tools are as they were.
        Assert.Equal("TOOL_QUARANTINED", (await client.CallAsync("echo")).Code);
        Assert.DoesNotContain("echo", await client.ToolsAsync());
        Assert.True((await client.CallAsync("note")).IsFine);
        await client.SaidAsync("server other offers a tool of the same name");

        await gateway.PullAsync("other_rug", """{"kind":"nothing"}""");
        Assert.True((await client.CallAsync("echo")).IsFine);
    }

    [Theory]
    [MemberData(nameof(Swaps))]
    public async Task Server_SwappedForAnother_IsQuarantinedWhole(Edge from, Edge to)
    {
        using var files = new BundleFolder("identity");
        (string old, string other) = (files.At("old.txt"), files.At("other.txt"));
        await File.WriteAllTextAsync(old, "1.0");
        await File.WriteAllTextAsync(other, "6.6");
        using EraBundle bundle = new EraBundle(to, file: old).Tools("note", "die");
        await using EraClient client = await EraClient.ConnectAsync(from, bundle.Folder.Complete());
        await client.ListenToToolsAsync();
        Assert.Contains("This is version 1.0.", client.Hello.GetProperty("instructions").GetString(), StringComparison.Ordinal);
        Assert.True((await client.CallAsync("note")).IsFine);

        Task told = client.NextToolsChangedAsync();
        if (to.IsHttp())
        {
            bundle.ReplaceFar(other);

            // In the legacy era it is the next request that finds out, by the session that the other does not know; the call is not made.
            Assert.True(to.IsModern() || !(await client.CallAsync("note")).IsFine);
        }
        else
        {
            File.Copy(other, old, overwrite: true);
            await client.CallAsync("die");
        }

        await told;
        await AssertQuarantinedAsync(client, "says that it is `fake 6.6`");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task ProgramFile_SwappedWhileTheGatewayRuns_IsQuarantinedWhole(Edge from, Edge to)
    {
        using var bundle = new EraBundle(to);
        string program = bundle.UseCopyOfProgram();
        bundle.Tools("note", "die");
        await using EraClient client = await EraClient.ConnectAsync(from, bundle.Folder.Complete());
        await client.ListenToToolsAsync();
        Assert.True((await client.CallAsync("note")).IsFine, client.Wire.Errors);

        // One more byte after the end of the image: it runs as before, and is another file.
        byte[] image = await File.ReadAllBytesAsync(program);
        await File.WriteAllBytesAsync(program + ".new", [.. image, 0]);
        File.Move(program + ".new", program, overwrite: true);
        Task told = client.NextToolsChangedAsync();
        await client.CallAsync("die");

        await told;
        await AssertQuarantinedAsync(client, "is not the one that was started first");
    }

    // A server that restarts is first away: what is called then is not sent, and nothing is ever sent to the other one.
    private static async Task AssertQuarantinedAsync(EraClient client, string said)
    {
        Task told = client.NextToolsChangedAsync();
        while (await client.CallAsync("note") is { Code: "UPSTREAM_UNAVAILABLE" })
        {
            await told;
            told = client.NextToolsChangedAsync();
        }

        Assert.Equal("TOOL_QUARANTINED", (await client.CallAsync("note")).Code);
        Assert.Empty(await client.ToolsAsync());
        await client.SaidAsync(said);
    }
}
