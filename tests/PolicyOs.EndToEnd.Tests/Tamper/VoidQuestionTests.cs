using System.Text.Json;
using PolicyOs.EndToEnd.Tests.Eras;

namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>
/// A question that waits at a client of 2026-07-28 and is over before it is answered: the answer is told exactly that, and lets nothing through.
/// What has expired is in <see cref="ExpiryTests"/>.
/// </summary>
public sealed class VoidQuestionTests
{
    private const string Asks = """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":600,"reason":"a person looks first"}}""";
    private const string Allow = ""","inputResponses":{"policyos/approval":{"action":"accept","content":{"decision":"allow_once"}}}""";
    private const string Blue = ""","inputResponses":{"q":{"action":"accept","content":{"a":"blue"}}}""";
    private const string AskWrite = """{"name":"ask_write","arguments":{"x":1}}""";
    private const string Deny = ""","inputResponses":{"policyos/approval":{"action":"accept","content":{"decision":"deny"}}}""";
    private const string Decline = ""","inputResponses":{"policyos/approval":{"action":"decline"}}""";
    private const string Session = "a-session-of-void-questions-01";
    private const string Other = "another-session-of-void-questions";

    // What an operator has decided, what the client says then, and what it is told: a no of either holds.
    private static readonly (string Act, string Answer, string? Code)[] s_decided =
    [
        ("reject", Allow, "CHECKPOINT_DENIED"), ("reject", "", "CHECKPOINT_DENIED"), ("approve", Deny, "CHECKPOINT_DENIED"), ("approve", Decline, "CHECKPOINT_DENIED"),
        ("approve", Allow, null),
    ];

    [Theory]
    [InlineData(Edge.StdioModern)]
    [InlineData(Edge.HttpModern)]
    public async Task Question_ThatIsOver_IsToldSo_AndReachesNoServer(Edge client)
    {
        // One server for all sessions: what one of them has sent, another can ask.
        using EraBundle bundle = new EraBundle(Edge.HttpModern).Tools("received").Tool("write", Asks).Tool("ask_write", """{"side_effect":"write"}""");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), null, "--min-answer-ms", "0", "--store", bundle.Folder.Store);
        Operator ines = await Operator.EnrolAsync(bundle.Folder, "ines");

        // It counts what has been reached; no new one opens once an operator has killed one of its principal.
        Enter(gateway, Other);
        Assert.Equal(0, await gateway.ReachedAsync("write"));
        Enter(gateway, Session);
        string[] states = new string[s_decided.Length];
        string[] approvals = new string[s_decided.Length];
        for (int n = 0; n < s_decided.Length; n++)
        {
            states[n] = await AskAsync(gateway, Write(n));
            approvals[n] = new ToolAnswer(await gateway.RequestAsync("tools/call", Write(n))).Decision.GetProperty("approval_id").GetString()!;
        }

        await Task.WhenAll(s_decided.Select(async (decided, n) => (await ines.ActAsync("approvals", decided.Act, approvals[n])).Fine()));
        for (int n = 0; n < s_decided.Length; n++)
        {
            ToolAnswer answer = new(await gateway.RequestAsync("tools/call", Write(n), s_decided[n].Answer + states[n]));
            Assert.Equal((n, s_decided[n].Code), (n, answer.IsFine ? null : answer.Code));
        }

        // The session is killed while a question of ours waits and one of the server's.
        string ours = await AskAsync(gateway, Write(5));
        string theirs = await AskAsync(gateway, AskWrite);
        (await ines.ActAsync("sessions", "kill", Session)).Fine();
        Assert.Equal("SESSION_KILLED", new ToolAnswer(await gateway.RequestAsync("tools/call", Write(5), Allow + ours)).Code);
        Assert.Equal("SESSION_KILLED", new ToolAnswer(await gateway.RequestAsync("tools/call", AskWrite, Blue + theirs)).Code);

        Enter(gateway, Other);
        Assert.Equal((1, 1), (await gateway.ReachedAsync("write"), await gateway.ReachedAsync("ask_write")));
    }

    private static void Enter(EraClient gateway, string session)
    {
        if (gateway.Wire is HttpWire http)
        {
            http.Headers["Policyos-Session-Id"] = session;
        }
        else
        {
            gateway.Meta["policyos/session"] = session;
        }
    }

    private static string Write(int n) => $$$"""{"name":"write","arguments":{"n":{{{n}}} } }""";

    private static async Task<string> AskAsync(EraClient gateway, string call)
    {
        JsonElement result = (await gateway.RequestAsync("tools/call", call)).GetProperty("result");
        return ",\"requestState\":" + result.GetProperty("requestState").GetRawText();
    }
}
