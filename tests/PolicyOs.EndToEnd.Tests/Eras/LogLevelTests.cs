using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What a client may set as the level of its log, and what it is told from then on, whatever its server makes of it.</summary>
public sealed class LogLevelTests
{
    private const string Shared = ""","_meta":{"policyos/session":"a-session-of-two-clients-0001"}""";

    public static TheoryData<Edge, Edge> Pairs => Edges.Pairs;

    [Theory]
    [InlineData(Edge.StdioLegacy)]
    [InlineData(Edge.HttpLegacy)]
    public async Task Level_OutsideTheEight_IsRefused_AndReachesNoServer(Edge client)
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy).Tools("received");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());

        foreach (string level in (string[])["\"loud\"", "\"Info\"", "3", "null"])
        {
            JsonElement refused = await gateway.RequestAsync("logging/setLevel", $$"""{"level":{{level}}}""");
            Assert.Equal(-32602, refused.GetProperty("error").GetProperty("code").GetInt32());
        }

        Assert.True((await gateway.RequestAsync("logging/setLevel", """{"level":"notice"}""")).TryGetProperty("result", out _));
        Assert.Equal(1, (await gateway.ReceivedAsync()).Count(line => line.TryGetProperty("method", out JsonElement method) && method.ValueEquals("logging/setLevel")));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Message_BelowTheClientsLevel_OfAServerThatHeedsNone_DoesNotReachIt(Edge client, Edge server)
    {
        using EraBundle bundle = new EraBundle(server).Tools("notify");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        await FromAsync(gateway, client, "warning");

        await TellAsync(gateway, "debug", "info", "notice", "warning");
        await ToldAsync(gateway, "warning");
        await FromAsync(gateway, client, "info");
        await TellAsync(gateway, "debug", "emergency", "info");
        await ToldAsync(gateway, "info");

        Assert.Equal(["warning", "emergency", "info"], Told(gateway));
    }

    [Fact]
    public async Task Message_OfASessionOrAServerThatSeveralClientsUse_ReachesEachFromItsOwnLevelOn()
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy).Tools("notify");
        await using EraClient first = await EraClient.ConnectAsync(Edge.HttpLegacy, bundle.Folder.Complete());
        await using EraClient second = await first.AnotherAsync(Edge.HttpLegacy);
        await using EraClient third = await first.AnotherAsync(Edge.HttpLegacy);
        await first.RequestAsync("logging/setLevel", """{"level":"error"}""", Shared);
        await second.RequestAsync("logging/setLevel", """{"level":"info"}""", Shared);
        await third.RequestAsync("logging/setLevel", """{"level":"debug"}""");
        foreach (string level in (string[])["debug", "info", "error"])
        {
            await first.RequestAsync("tools/call", Notify(level), Shared);
            await third.RequestAsync("tools/call", Notify(level));
        }

        foreach (EraClient client in (EraClient[])[first, second, third])
        {
            await ToldAsync(client, "error");
        }

        Assert.Equal(["error"], Told(first));
        Assert.Equal(["info", "error"], Told(second));
        Assert.Equal(["debug", "info", "error"], Told(third));
    }

    private static async Task FromAsync(EraClient gateway, Edge client, string level)
    {
        if (client.IsModern())
        {
            gateway.Meta["io.modelcontextprotocol/logLevel"] = level;
        }
        else
        {
            Assert.True((await gateway.RequestAsync("logging/setLevel", $$"""{"level":"{{level}}"}""")).TryGetProperty("result", out _));
        }
    }

    private static async Task TellAsync(EraClient gateway, params string[] levels)
    {
        foreach (string level in levels)
        {
            Assert.True(new ToolAnswer(await gateway.RequestAsync("tools/call", Notify(level))).IsFine);
        }
    }

    private static string Notify(string level) => $$$"""{"name":"notify","arguments":{"what":"log","level":"{{{level}}}"} }""";

    private static Task<JsonElement> ToldAsync(EraClient gateway, string level) => gateway.NextAsync(message => LevelOf(message) == level);

    private static string[] Told(EraClient gateway) => [.. gateway.Messages.Select(LevelOf).OfType<string>()];

    private static string? LevelOf(JsonElement message) => message.TryGetProperty("method", out JsonElement method) && method.ValueEquals("notifications/message")
        ? message.GetProperty("params").GetProperty("level").GetString()
        : null;
}
