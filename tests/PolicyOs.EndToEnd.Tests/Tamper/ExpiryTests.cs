using System.Text.Json;
using PolicyOs.EndToEnd.Tests.Eras;

namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>What has expired lets nothing through, on every edge: an approval, the state that carries it, a question of the server's own.</summary>
public sealed class ExpiryTests
{
    private const string Arguments = """{"to":"a@example.com","n":1}""";
    private const string Asks = """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":30,"reason":"a person looks first"}}""";
    private const string Write = """{"name":"write","arguments":{"x":1}}""";

    public static TheoryData<Edge, Edge> Parked => Edges.Cross([Edge.StdioModern, Edge.HttpModern], [Edge.StdioLegacy, Edge.StdioModern, Edge.HttpLegacy]);

    // One wait for everything: a checkpoint is open for at least thirty seconds. In a short run CodeTests waits for one form.
    [LongFact]
    public Task Approval_ThatIsOver_TimesOut() => Task.WhenAll(
        [GrantsAsync(), .. Edges.All.Select(edge => edge.IsModern() ? StateAsync(edge) : Task.WhenAll(FormAsync(edge), TicketAsync(edge)))]);

    [Theory]
    [InlineData(Edge.StdioLegacy)]
    [InlineData(Edge.HttpLegacy)]
    public async Task Form_OfACallThatIsTakenBack_IsTakenBack(Edge client)
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy).Tools("received").Tool("write", Asks);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), (_, _) => null);
        string id = gateway.NextId;
        _ = gateway.RequestAsync("tools/call", Write);
        await gateway.NextAsync(IsForm);
        await gateway.CancelAsync(id);
        Assert.Equal(FormOf(gateway), TakenBack(await gateway.NotifiedAsync("notifications/cancelled")));
        Assert.Equal(0, await gateway.ReachedAsync("write"));
    }

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

    // Approved by an operator, and presented too late.
    private static async Task GrantsAsync()
    {
        using BundleFolder bundle = TamperDesk.Bundle();
        string tool = Path.Combine(bundle.Path, "tools", "answer.yaml");
        await File.WriteAllTextAsync(tool, (await File.ReadAllTextAsync(tool)).Replace("\"timeout_seconds\":600", "\"timeout_seconds\":30", StringComparison.Ordinal));
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

    // The person allows it, and the client brings the answer too late; the state is spent by that.
    private static async Task StateAsync(Edge client)
    {
        const string yes = ""","inputResponses":{"policyos/approval":{"action":"accept","content":{"decision":"allow_once"}}},"requestState":""";
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy).Tools("received").Tool("write", Asks);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        string state = (await gateway.RequestAsync("tools/call", Write)).GetProperty("result").GetProperty("requestState").GetRawText();

        await Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("CHECKPOINT_TIMEOUT", new ToolAnswer(await gateway.RequestAsync("tools/call", Write, yes + state)).Code);
        Assert.Equal("APPROVAL_MISMATCH", new ToolAnswer(await gateway.RequestAsync("tools/call", Write, yes + state)).Code);
        Assert.Equal(0, await gateway.ReachedAsync("write"));
    }

    // The form is left open while the call waits.
    private static async Task FormAsync(Edge client)
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy).Tools("received").Tool("write", Asks);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), (_, _) => null);
        Assert.Equal("CHECKPOINT_TIMEOUT", new ToolAnswer(await gateway.RequestAsync("tools/call", Write)).Code);
        Assert.Equal(FormOf(gateway), TakenBack(await gateway.NotifiedAsync("notifications/cancelled")));
        Assert.Equal(0, await gateway.ReachedAsync("write"));
    }

    // The call has its ticket already, and its stream has ended, when the form is over.
    private static async Task TicketAsync(Edge client)
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy).Tools("received").Tool("write", Asks);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), (_, _) => null, "--approval-wait-ms", "100");
        Assert.Equal("APPROVAL_PENDING", new ToolAnswer(await gateway.RequestAsync("tools/call", Write)).Code);
        Assert.Equal(FormOf(gateway), TakenBack(await gateway.NotifiedAsync("notifications/cancelled")));
        Assert.Equal(0, await gateway.ReachedAsync("write"));
    }

    private static string FormOf(EraClient gateway) => gateway.Messages.First(IsForm).GetProperty("id").GetRawText();

    private static bool IsForm(JsonElement message) => message.TryGetProperty("method", out JsonElement method) && method.ValueEquals("elicitation/create");

    private static string TakenBack(JsonElement cancelled) => cancelled.GetProperty("params").GetProperty("requestId").GetRawText();
}
