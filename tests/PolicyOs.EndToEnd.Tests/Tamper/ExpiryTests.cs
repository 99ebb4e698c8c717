using System.Text.Json;
using PolicyOs.EndToEnd.Tests.Eras;

namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>What has expired lets nothing through: an approval, and the state that carries a question of the server's own.</summary>
public sealed class ExpiryTests
{
    private const string Arguments = """{"to":"a@example.com","n":1}""";

    public static TheoryData<Edge, Edge> Parked => Edges.Cross([Edge.StdioModern, Edge.HttpModern], [Edge.StdioLegacy, Edge.StdioModern, Edge.HttpLegacy]);

    [Theory]
    [MemberData(nameof(Parked))]
    public async Task QuestionOfTheServer_ThatTheClientComesBackForTooLate_IsTakenBack_AndItsStateRefused(Edge client, Edge server)
    {
        const string call = """{"name":"ask_write","arguments":{"x":1}}""";
        using EraBundle bundle = new EraBundle(server).Tools("echo", "received").Tool("ask_write", """{"side_effect":"write"}""");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), null, "--parked-wait-ms", "200");
        JsonElement asked = (await gateway.RequestAsync("tools/call", call)).GetProperty("result");
        string questions = string.Join(',', asked.GetProperty("inputRequests").EnumerateObject().Select(q => JsonSerializer.Serialize(q.Name) + """:{"action":"accept","content":{}}"""));

        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        ToolAnswer late = new(await gateway.RequestAsync(
            "tools/call", call, ",\"inputResponses\":{" + questions + "},\"requestState\":" + asked.GetProperty("requestState").GetRawText()));

        Assert.Equal("APPROVAL_MISMATCH", late.Code);
        Assert.True((await gateway.CallAsync("echo")).IsFine);
        Assert.Equal(1, await gateway.ReachedAsync("ask_write"));
        Assert.Equal(
            !server.IsModern(),
            (await gateway.ReceivedAsync()).Any(line => line.TryGetProperty("method", out JsonElement method) && method.GetString() == "notifications/cancelled"));
    }

    // One wait for both eras: a checkpoint is open for at least thirty seconds.
    [Fact]
    public async Task Approval_PresentedTooLate_TimesOut()
    {
        using BundleFolder bundle = TamperDesk.Bundle();
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", bundle.Store]);
        Operator ines = await Operator.EnrolAsync(bundle, "ines");
        TamperClient[] clients = [.. Enum.GetValues<Era>().Select(era => new TamperClient(gateway, era, "a-session-of-the-matrix-00" + era))];
        var grants = new Dictionary<TamperClient, string>();
        foreach (TamperClient client in clients)
        {
            grants[client] = await client.AskAsync("answer", Arguments);
            (await ines.ActAsync("approvals", "approve", grants[client])).Fine();
        }

        await Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        foreach (TamperClient client in clients)
        {
            Assert.Equal("CHECKPOINT_TIMEOUT", (await client.CallAsync("answer", Arguments, grants[client])).Code);
            Assert.Equal(0, await client.SentAsync(Arguments));
            Assert.Equal(1, (await ines.ActAsync("approvals", "approve", grants[client])).ExitCode);
        }
    }
}
