using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>
/// What a person at the client decides, and what whoever carries the sealed state can do to it: the right code each, and the server is reached
/// once, by the call that was allowed.
/// </summary>
public sealed class ApprovalRoundTests(RefusingPeople refusing) : IClassFixture<RefusingPeople>
{
    private const string Call = """{"name":"write","arguments":{"x":1}}""";
    private const string Yes = """{"policyos/approval":{"action":"accept","content":{"decision":"allow_once"}}}""";
    private const string Checkpoint = """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":60,"reason":"a person looks first"}}""";

    public static TheoryData<Edge, Edge> Pairs => Edges.Pairs;

    public static TheoryData<Edge, string, string> Answers
    {
        get
        {
            var cells = new TheoryData<Edge, string, string>();
            foreach (Edge client in Edges.All)
            {
                cells.Add(client, """{"action":"accept","content":{"decision":"deny"}}""", "CHECKPOINT_DENIED");
                cells.Add(client, """{"action":"decline"}""", "CHECKPOINT_DENIED");
                cells.Add(client, """{"action":"cancel"}""", "CHECKPOINT_DENIED");
                cells.Add(client, """{"action":"accept","content":{}}""", "APPROVAL_PENDING");
                cells.Add(client, """{"action":"accept","content":{"decision":"yes"}}""", "APPROVAL_PENDING");
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_ThatAllowsNothing_LetsNothingThrough(Edge client, string answer, string code)
    {
        EraClient gateway = await refusing.AtAsync(client);
        gateway.Person = (_, _) => JsonNode.Parse(answer);

        // Each answer is to a call of its own, which no question before was about.
        Assert.Equal(code, (await gateway.CallAsync("write", $$"""{"x":{{refusing.Next()}}}""")).Code);
        Assert.Equal(0, await gateway.ReachedAsync("write"));
    }

    [Theory]
    [LongInlineData(Edge.StdioLegacy)]
    [InlineData(Edge.StdioModern)]
    [InlineData(Edge.HttpLegacy)]
    [LongInlineData(Edge.HttpModern)]
    public async Task Answer_AtOnce_IsNobodys(Edge client)
    {
        using EraBundle bundle = Bundle(Edge.StdioLegacy);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), Allow, "--min-answer-ms", "60000");
        ToolAnswer ticket = await gateway.CallAsync("write", """{"x":1}""");
        Assert.Equal(("ask", "APPROVAL_PENDING"), (ticket.Verdict, ticket.Code));
        Assert.Equal(0, await gateway.ReachedAsync("write"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Server_ThatAsksAfterTheApproval_IsAnswered_AndTheCallIsOne(Edge client, Edge server)
    {
        using EraBundle bundle = Bundle(server).Tool("ask_write", Checkpoint);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), Allow, "--min-answer-ms", "0");
        ToolAnswer answer = await gateway.CallAsync("ask_write");
        Assert.Contains("blue", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["Allow", "[fake]"], gateway.Asked.Select(asked => asked.Params.GetProperty("message").GetString()!.Split(' ')[0]));
        Assert.Equal(server.IsModern() ? 2 : 1, await gateway.ReachedAsync("ask_write"));

        // The grant was for one call: the next is asked for again.
        Assert.True((await gateway.CallAsync("ask_write")).IsFine);
        Assert.Equal(4, gateway.Asked.Count);
    }

    [Theory]
    [InlineData(Edge.StdioModern)]
    [InlineData(Edge.HttpModern)]
    public async Task State_ChangedOrPresentedElsewhere_IsRefused_AndLetsThroughOnce(Edge client)
    {
        using EraBundle bundle = Bundle(Edge.StdioLegacy).Tool("waits", Checkpoint);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), null, "--min-answer-ms", "0");
        string state = await StateAsync(gateway);
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(state);
        foreach (int at in (int[])[0, 5, 20, 40, bytes.Length / 2, bytes.Length - 3])
        {
            byte[] flipped = [.. bytes];
            flipped[at] = (byte)(flipped[at] == 'A' ? 'B' : 'A');
            Assert.Equal("APPROVAL_MISMATCH", (await PresentAsync(gateway, Call, System.Text.Encoding.ASCII.GetString(flipped))).Code);
        }

        Assert.Equal("APPROVAL_MISMATCH", (await PresentAsync(gateway, """{"name":"write","arguments":{"x":2}}""", state)).Code);
        Assert.Equal("APPROVAL_MISMATCH", (await PresentAsync(gateway, """{"name":"waits","arguments":{"x":1}}""", state)).Code);
        Assert.Equal("APPROVAL_MISMATCH", (await PresentAsync(gateway, Call, "")).Code);
        gateway.Meta["policyos/session"] = "another-session-of-this-caller";
        if (client == Edge.StdioModern)
        {
            Assert.Equal("APPROVAL_MISMATCH", (await PresentAsync(gateway, Call, state)).Code);
        }

        gateway.Meta.Clear();
        Assert.True((await PresentAsync(gateway, """{"name":"write","arguments":{"x":1.0}}""", state)).IsFine);
        Assert.Equal("APPROVAL_MISMATCH", (await PresentAsync(gateway, Call, state)).Code);
        Assert.Equal(1, await gateway.ReachedAsync("write"));
        Assert.Equal(0, await gateway.ReachedAsync("waits"));
    }

    [LongFact]
    public async Task State_OfAnotherPrincipalOrBundle_IsRefused_AndOfTheSameAfterARestartIsTaken()
    {
        using EraBundle bundle = Bundle(Edge.StdioLegacy);
        string folder = bundle.Folder.Complete();
        string[] options = ["--store", "sqlite:" + Path.Combine(folder, "..", "journal.db"), "--min-answer-ms", "0"];
        string state = "";
        await RunAsync(async gateway => state = await StateAsync(gateway));
        string other = Path.Combine(folder, "..", "other.json");
        await File.WriteAllTextAsync(other, """{"id":"mallory","type":"agent"}""");
        await RunAsync(async gateway => Assert.Equal("APPROVAL_MISMATCH", (await PresentAsync(gateway, Call, state)).Code), "--principal", other);

        string contract = Path.Combine(folder, "tools", "write.yaml");
        string before = await File.ReadAllTextAsync(contract);
        await File.WriteAllTextAsync(contract, before.Replace("looks first", "looks once", StringComparison.Ordinal));
        await RunAsync(async gateway => Assert.Equal("APPROVAL_MISMATCH", (await PresentAsync(gateway, Call, state)).Code));

        await File.WriteAllTextAsync(contract, before);
        await RunAsync(async gateway =>
        {
            Assert.True((await PresentAsync(gateway, Call, state)).IsFine);
            Assert.Equal(1, await gateway.ReachedAsync("write"));
        });

        async Task RunAsync(Func<EraClient, Task> act, params string[] more)
        {
            await using EraClient gateway = await EraClient.ConnectAsync(Edge.StdioModern, folder, null, [.. options, .. more]);
            gateway.Meta["policyos/session"] = "a-session-over-several-runs";
            await act(gateway);
        }
    }

    private static async Task<string> StateAsync(EraClient gateway)
    {
        JsonElement result = (await gateway.RequestAsync("tools/call", Call)).GetProperty("result");
        Assert.True(result.GetProperty("inputRequests").TryGetProperty("policyos/approval", out _));
        return result.GetProperty("requestState").GetString()!;
    }

    private static async Task<ToolAnswer> PresentAsync(EraClient gateway, string call, string state) =>
        new(await gateway.RequestAsync("tools/call", call, $",\"inputResponses\":{Yes},\"requestState\":\"{state}\""));

    private static JsonNode? Allow(string method, JsonElement parameters) => JsonNode.Parse(
        parameters.GetProperty("requestedSchema").GetProperty("properties").TryGetProperty("decision", out _)
            ? """{"action":"accept","content":{"decision":"allow_once"}}"""
            : """{"action":"accept","content":{"a":"blue"}}""");

    internal static EraBundle Bundle(Edge server) => new EraBundle(server).Tools("received").Tool("write", Checkpoint);
}
