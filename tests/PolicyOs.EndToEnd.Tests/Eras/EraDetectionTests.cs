using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>The client's era first, the other on refusal, and what was found is remembered.</summary>
public sealed class EraDetectionTests
{
    [Theory]
    [LongInlineData(Edge.StdioLegacy, Edge.StdioLegacy, false)]
    [InlineData(Edge.StdioModern, Edge.HttpLegacy, true)]
    [LongInlineData(Edge.HttpLegacy, Edge.HttpLegacy, false)]
    [LongInlineData(Edge.HttpModern, Edge.HttpLegacy, true)]
    public async Task ServerOfBothEras_IsSpokenToInTheClients(Edge client, Edge server, bool isModern)
    {
        using EraBundle bundle = new EraBundle(server, mode: "dual").Tools("echo", "received");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        string[] methods = await MethodsAsync(gateway);
        Assert.Equal(isModern ? "server/discover" : "initialize", methods[0]);
        Assert.DoesNotContain(isModern ? "initialize" : "server/discover", methods);
    }

    [Theory]
    [InlineData(Edge.StdioLegacy, Edge.StdioModern, "initialize", "server/discover")]
    [LongInlineData(Edge.StdioModern, Edge.StdioLegacy, "server/discover", "initialize")]
    [LongInlineData(Edge.StdioModern, Edge.HttpLegacy, null, "initialize")]
    public async Task ServerOfOneEra_RefusesTheOtherOnce_AndIsRemembered(Edge client, Edge server, string? refused, string spoken)
    {
        using EraBundle bundle = new EraBundle(server).Tools("echo", "received");
        string folder = bundle.Folder.Complete();
        await using (EraClient first = await EraClient.ConnectAsync(client, folder))
        {
            Assert.Equal(refused ?? spoken, (await MethodsAsync(first))[0]);
            Assert.Contains(spoken, await MethodsAsync(first));
        }

        await using EraClient second = await EraClient.ConnectAsync(client, folder);
        Assert.Equal(refused is null ? 2 : 1, (await MethodsAsync(second)).Count(method => method == spoken));
        Assert.DoesNotContain(refused ?? "server/discover", await MethodsAsync(second));
    }

    // What a server is remembered as: null when nothing is.
    [Theory]
    [InlineData("late-modern", false, "modern")]
    [LongInlineData("late-dual", true, null)]
    [LongInlineData("late-normal", true, "legacy")]
    [LongInlineData("mute", true, null)]
    public async Task ServerThatIsSilentFirst_IsServed_AndNeverRememberedForItsSilence(string mode, bool isLegacy, string? remembered)
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy, mode: mode).Tools("echo", "received");
        string folder = bundle.Folder.Complete();
        await using EraClient gateway = await EraClient.ConnectAsync(Edge.StdioModern, folder);

        Assert.True((await gateway.CallAsync("echo")).IsFine);

        string[] methods = await MethodsAsync(gateway);
        Assert.Contains("initialize", methods);
        Assert.Equal(isLegacy, methods.Contains("notifications/initialized"));
        string cache = Path.Combine(folder, "..", "cache", "policyos", "eras.json");
        Assert.Equal(remembered, File.Exists(cache) ? JsonElement.Parse(await File.ReadAllTextAsync(cache)).EnumerateObject().Single().Value.GetString() : null);
    }

    [Theory]
    [InlineData("modern", "server/discover")]
    [LongInlineData("dual", "initialize")]
    public async Task ServerThatIsLocked_IsSpokenToAsTheLockFoundIt(string mode, string first)
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy, mode: mode).Tools("echo", "received");
        string folder = bundle.Folder.Complete();
        Assert.Equal(0, (await Command.RunAsync("lock", folder)).Exit);
        await using EraClient gateway = await EraClient.ConnectAsync(Edge.StdioLegacy, folder);
        Assert.Equal(first, (await MethodsAsync(gateway))[0]);
    }

    private static async Task<string[]> MethodsAsync(EraClient gateway) =>
        [.. (await gateway.ReceivedAsync()).Select(line => line.TryGetProperty("method", out var method) ? method.GetString()! : "")];
}
