using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What a server tells unasked reaches the client that wants it, in the way of the client's era.</summary>
public sealed class TellingTests
{
    public static TheoryData<Edge, Edge> Pairs => Edges.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Changes_Updates_AndLogs_ReachTheClient(Edge client, Edge server)
    {
        using var bundle = new EraBundle(server);
        bundle.Tools("notify", "extra", "received");
        bundle.Folder.Declares("""{"prompts":[{"id":"plain","server":"fake"}],"resources":[{"pattern":"fake://one","server":"fake"}]}""");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        await SubscribeAsync(gateway, client);

        // The list has changed before the result that changed it.
        int before = gateway.Messages.Length;
        Assert.True((await gateway.CallAsync("notify", """{"what":"tools"}""")).IsFine);
        await gateway.NotifiedAsync("notifications/tools/list_changed");
        Assert.Contains("extra", await gateway.ToolsAsync());
        Assert.True(gateway.Messages.Length > before);

        await gateway.CallAsync("notify", """{"what":"prompts"}""");
        await gateway.NotifiedAsync("notifications/prompts/list_changed");
        await gateway.CallAsync("notify", """{"what":"resources"}""");
        await gateway.NotifiedAsync("notifications/resources/list_changed");
        await gateway.CallAsync("notify", """{"what":"updated"}""");
        JsonElement updated = (await gateway.NotifiedAsync("notifications/resources/updated")).GetProperty("params");
        Assert.Equal(("fake://one", "1.10"), (updated.GetProperty("uri").GetString(), updated.GetProperty("x-update").GetRawText()));
        if (client.IsModern())
        {
            Assert.Equal("\"listening\"", updated.GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetRawText());
        }

        await AssertLogsAsync(gateway, client);
    }

    [Theory]
    [LongInlineData(Edge.StdioLegacy, Edge.StdioModern)]
    [InlineData(Edge.StdioModern, Edge.StdioLegacy)]
    [LongInlineData(Edge.HttpModern, Edge.HttpModern)]
    public async Task Resource_ThatIsNotDeclared_IsNotWatched(Edge client, Edge server)
    {
        using EraBundle bundle = new EraBundle(server).Tools("notify", "received");
        bundle.Folder.Declares("""{"resources":[{"pattern":"fake://two","server":"fake"}]}""");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        await SubscribeAsync(gateway, client);
        Assert.DoesNotContain(await gateway.ReceivedAsync(), line => line.GetRawText().Contains("fake://one", StringComparison.Ordinal));
    }

    private static async Task SubscribeAsync(EraClient gateway, Edge client)
    {
        if (!client.IsModern())
        {
            await gateway.RequestAsync("resources/subscribe", """{"uri":"fake://one"}""");
            await gateway.RequestAsync("logging/setLevel", """{"level":"info"}""");
            return;
        }

        _ = gateway.ListenAsync("""{"toolsListChanged":true,"promptsListChanged":true,"resourcesListChanged":true,"resourceSubscriptions":["fake://one","fake://else"]}""");
        JsonElement agreed = (await gateway.NotifiedAsync("notifications/subscriptions/acknowledged")).GetProperty("params").GetProperty("notifications");
        Assert.True(agreed.GetProperty("toolsListChanged").GetBoolean());
        Assert.DoesNotContain("fake://else", agreed.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task AssertLogsAsync(EraClient gateway, Edge client)
    {
        if (client.IsModern())
        {
            await gateway.CallAsync("notify", """{"what":"log"}""");
            Assert.DoesNotContain(gateway.Messages, IsLog);
            gateway.Meta["io.modelcontextprotocol/logLevel"] = "info";
        }

        await gateway.CallAsync("notify", """{"what":"log"}""");
        JsonElement log = (await gateway.NotifiedAsync("notifications/message")).GetProperty("params");
        Assert.Equal("9007199254740993", log.GetProperty("data").GetProperty("n").GetRawText());
    }

    private static bool IsLog(JsonElement message) => message.TryGetProperty("method", out JsonElement method) && method.GetString() == "notifications/message";
}
