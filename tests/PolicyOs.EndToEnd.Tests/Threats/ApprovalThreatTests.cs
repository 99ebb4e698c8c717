using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.EndToEnd.Tests.Eras;

namespace PolicyOs.EndToEnd.Tests.Threats;

/// <summary>Getting past the person who must agree (docs/guides/threat-model.md).</summary>
public sealed class ApprovalThreatTests
{
    private const string Checkpoint = """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":300,"reason":"a person looks first"}}""";
    private const string Yes = """{"policyos/approval":{"action":"accept","content":{"decision":"allow_once"}}}""";

    [Fact]
    public async Task TamperingAfterApproval_OtherArgumentsOrAnotherTool_AreNotWhatWasApproved()
    {
        using BundleFolder bundle = BundleFolder.Fake("received").Tool("write", Checkpoint).Tool("answer", Checkpoint);
        await using EraClient client = await ConnectAsync(bundle);
        string state = await AskAsync(client, "write", """{"amount":10}""");
        foreach ((string tool, string arguments, string shown) in new[]
        {
            ("write", """{"amount":1000}""", state),
            ("write", """{"amount":10,"to":"mallory"}""", state),
            ("answer", """{"amount":10}""", state),
            ("write", """{"amount":10}""", state[..^4] + "AAAA"),
            ("write", """{"amount":10}""", "eyJhcHByb3ZlZCI6dHJ1ZX0"),
        })
        {
            Assert.Equal("APPROVAL_MISMATCH", (await AnswerAsync(client, tool, arguments, shown)).Code);
        }

        Assert.Equal(0, await client.ReachedAsync("write") + await client.ReachedAsync("answer"));
        Assert.True((await AnswerAsync(client, "write", """{"amount":10}""", state)).IsFine);
        Assert.Equal(1, await client.ReachedAsync("write"));
    }

    [Fact]
    public async Task ReplayedApproval_GrantThatWasUsed_LetsNothingThroughAgain()
    {
        using BundleFolder bundle = BundleFolder.Fake("received").Tool("write", Checkpoint);
        await using EraClient client = await ConnectAsync(bundle);
        string state = await AskAsync(client, "write", """{"amount":10}""");
        Assert.True((await AnswerAsync(client, "write", """{"amount":10}""", state)).IsFine);
        for (int n = 0; n < 3; n++)
        {
            Assert.False((await AnswerAsync(client, "write", """{"amount":10}""", state)).IsFine);
        }

        Assert.Equal(1, await client.ReachedAsync("write"));

        // At once and side by side: one of them is first.
        string next = await AskAsync(client, "write", """{"amount":11}""");
        ToolAnswer[] raced = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AnswerAsync(client, "write", """{"amount":11}""", next)));
        Assert.Single(raced, answer => answer.IsFine);
        Assert.Equal(2, await client.ReachedAsync("write"));
    }

    [Fact]
    public async Task ApprovalBypass_ClientThatCannotAskOrAnswersByItself_GetsATicket()
    {
        using BundleFolder bundle = BundleFolder.Fake("received").Tool("write", Checkpoint);
        bundle.Complete();
        Func<JsonElement, JsonObject?>?[] clients =
        [
            // Cannot show a form; a hook that says yes at once; one that accepts without a choice.
            null,
            _ => JsonNode.Parse("""{"action":"accept","content":{"decision":"allow_once"}}""")!.AsObject(),
            _ => JsonNode.Parse("""{"action":"accept","content":{}}""")!.AsObject(),
        ];
        foreach (Func<JsonElement, JsonObject?>? person in clients)
        {
            await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Path, person, "--min-answer-ms", "60000");
            ToolAnswer asked = await gateway.CallAsync("write", """{"text":"was-sent"}""");
            Assert.Equal(("ask", "APPROVAL_PENDING", "not_sent"), (asked.Verdict, asked.Code, asked.Outcome));
            Assert.DoesNotContain("policyos approvals", asked.Text, StringComparison.Ordinal);

            // Saying that it was approved is no approval.
            Assert.False((await gateway.CallAsync("write", """{"text":"was-sent"}""", $$"""{"policyos/approval":{{asked.Decision.GetProperty("approval_id").GetRawText()}}}""")).IsFine);
            Assert.DoesNotContain("was-sent", (await gateway.CallAsync("received")).Text, StringComparison.Ordinal);
        }
    }

    private static Task<EraClient> ConnectAsync(BundleFolder bundle) => EraClient.ConnectAsync(Edge.StdioModern, bundle.Complete(), null, "--min-answer-ms", "0");

    private static async Task<string> AskAsync(EraClient client, string tool, string arguments)
    {
        JsonElement result = (await client.RequestAsync("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}}}""")).GetProperty("result");
        Assert.Equal("input_required", result.GetProperty("resultType").GetString());
        return result.GetProperty("requestState").GetString()!;
    }

    private static async Task<ToolAnswer> AnswerAsync(EraClient client, string tool, string arguments, string state) => new(await client.RequestAsync(
        "tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}}}""", $$""","inputResponses":{{Yes}},"requestState":{{JsonSerializer.Serialize(state)}}"""));
}
