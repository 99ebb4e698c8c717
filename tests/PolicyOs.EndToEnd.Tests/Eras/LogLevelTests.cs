using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What a legacy client may set as the level of its log.</summary>
public sealed class LogLevelTests
{
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
}
