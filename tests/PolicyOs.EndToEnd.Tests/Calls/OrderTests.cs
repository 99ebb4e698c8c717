using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Calls;

/// <summary>Calls that a client sends one behind the other without waiting for answers reach a server on standard streams in their order.</summary>
public sealed class OrderTests
{
    private const int Calls = 1000;

    [Theory]
    [InlineData("memory", "read")]
    [InlineData("memory", "write")]
    [InlineData("sqlite", "read")]
    [InlineData("sqlite", "write")]
    public async Task Calls_SentAtOnce_ReachTheServerInTheirOrder(string store, string effect)
    {
        using BundleFolder bundle = BundleFolder.Fake("received").Tool("echo", $$"""{"side_effect":"{{effect}}"}""");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", store == "memory" ? store : bundle.Store]);

        // In pieces of uneven size, so that some are decided while answers to others come in.
        for (int n = 0; n < Calls;)
        {
            int end = Math.Min(Calls, n + 1 + (n * 7 % 50));
            gateway.Send(string.Join('\n', Enumerable.Range(n, end - n).Select(Call)));
            n = end;
        }

        Assert.True(new ToolAnswer(await gateway.AnswerAsync($"\"n{Calls - 1}\"")).IsFine);
        Assert.Equal(Enumerable.Range(0, Calls).Select(n => $"{n}"), await ReachedAsync(gateway));
    }

    [Fact]
    public async Task Calls_TakenBackWhileTheyWaitForTheirTurn_DoNotReachTheServer()
    {
        using BundleFolder bundle = BundleFolder.Fake("received").Tool("echo", """{"side_effect":"write"}""");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", bundle.Store]);

        // Each of them waits for the disk in its turn; all are taken back in less time than that takes.
        gateway.Send(string.Join('\n', Enumerable.Range(0, Calls).Select(Call).Concat(Enumerable.Range(0, Calls).Select(TakenBack))) + "\n" + Call(Calls));

        Assert.True(new ToolAnswer(await gateway.AnswerAsync($"\"n{Calls}\"")).IsFine);
        string[] reached = await ReachedAsync(gateway);
        Assert.True(reached.Length < Calls / 2, $"{reached.Length} of {Calls} calls reached the server");
        Assert.Equal($"{Calls}", reached[^1]);
    }

    private static async Task<string[]> ReachedAsync(GatewayProcess gateway) =>
    [
        .. JsonElement.Parse((await gateway.CallAsync("received")).Text).EnumerateArray().Select(line => JsonElement.Parse(line.GetString()!))
            .Where(line => line.TryGetProperty("params", out JsonElement p) && p.TryGetProperty("name", out JsonElement name) && name.ValueEquals("echo"))
            .Select(line => line.GetProperty("params").GetProperty("arguments").GetProperty("n").GetRawText()),
    ];

    private static string TakenBack(int n) => $$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"n{{{n}}}"}}""";

    private static string Call(int n) => $$$"""{"jsonrpc":"2.0","id":"n{{{n}}}","method":"tools/call","params":{"name":"echo","arguments":{"n":{{{n}}}} } }""";
}
