using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>The bundle that people read first, served as they would serve it.</summary>
public sealed class InboxBundleTests
{
    private const string Handoff = """{"thread_id":"T-1002","team":"billing","summary":"Charged twice on 14 October, asks for one back."}""";

    private static readonly string s_bundle = RepositoryRoot.At("bundles", "inbox-triage");
    private static readonly string[] s_triage = ["search_threads", "read_thread", "lookup_account", "search_articles"];
    private static readonly string[] s_drafting = [.. s_triage, "draft_reply", "create_handoff", "archive_thread"];

    [Fact]
    public async Task List_InTheFirstPhase_IsNarrowedAndMarked()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(s_bundle);
        Assert.Equal(s_triage, await gateway.ToolsAsync());
        Assert.True(gateway.Hello.GetProperty("capabilities").GetProperty("tools").GetProperty("listChanged").GetBoolean());
        JsonElement tool = (await gateway.RequestAsync("tools/list")).GetProperty("result").GetProperty("tools")[1];
        Assert.Equal("read", tool.GetProperty("_meta").GetProperty("policyos/contract").GetProperty("side_effect").GetString());
        Assert.Equal(0, await gateway.EndAsync());
    }

    [Fact]
    public async Task Call_ThatAdvances_TellsTheClientBeforeItAnswers()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(s_bundle);
        ToolAnswer answer = await gateway.CallAsync("read_thread", """{"thread_id":"T-1002"}""");
        Assert.True(answer.IsFine);
        Assert.Equal("verified", answer.Observation.GetProperty("evidence").GetString());
        JsonElement[] messages = gateway.Messages;
        int changed = Array.FindIndex(messages, m => m.TryGetProperty("method", out JsonElement method) && method.GetString() == "notifications/tools/list_changed");
        int answered = Array.FindIndex(messages, m => m.GetRawText() == answer.Message.GetRawText());
        Assert.InRange(changed, 0, answered - 1);
        Assert.Equal(s_drafting, await gateway.ToolsAsync());
    }

    [Theory]
    [LongInlineData("read_thread", """{"thread_id":"T-1002","also":1}""", "CONTRACT_VIOLATION", true)]
    [LongInlineData("read_thread", """{"thread_id":1002}""", "CONTRACT_VIOLATION", true)]
    [LongInlineData("read_thread", """{}""", "CONTRACT_VIOLATION", true)]
    [InlineData("draft_reply", """{"thread_id":"T-1002","body":"We are looking into it now."}""", "WRONG_PHASE", true)]
    [InlineData("send_email", """{"thread_id":"T-1002","body":"x"}""", "TOOL_BLOCKED", false)]
    [LongInlineData("issue_refund", """{}""", "TOOL_BLOCKED", false)]
    public async Task Call_OutsideTheContract_IsRefusedWithWords(string tool, string arguments, string code, bool hasOutputSchema)
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(s_bundle);
        ToolAnswer answer = await gateway.CallAsync(tool, arguments);
        Assert.True(answer.Result.GetProperty("isError").GetBoolean());
        Assert.Equal(("deny", code, "not_sent"), (answer.Verdict, answer.Code, answer.Outcome));
        Assert.True(answer.Text.Length > 20, answer.Text);
        Assert.Equal(!hasOutputSchema, answer.Result.TryGetProperty("structuredContent", out _));
    }

    [Fact]
    public async Task Call_OfAToolNobodyDeclared_IsAnErrorWithTheDecisionInItsData()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(s_bundle);
        ToolAnswer answer = await gateway.CallAsync("threads.read", """{"thread_id":"T-1002"}""");
        Assert.Equal(-32602, answer.Message.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("UNKNOWN_ACTION", answer.Code);
    }

    [Fact]
    public async Task Call_OverItsLimit_IsRefusedAndUnlisted()
    {
        await using GatewayProcess gateway = await DraftingAsync();
        for (int draft = 0; draft < 2; draft++)
        {
            Assert.True((await gateway.CallAsync("draft_reply", """{"thread_id":"T-1002","body":"We are looking into it now."}""")).IsFine);
        }

        Assert.Equal("TOOL_LIMIT_EXCEEDED", (await gateway.CallAsync("draft_reply", """{"thread_id":"T-1002","body":"We are looking into it now."}""")).Code);
        Assert.Equal(s_drafting.Except(["draft_reply"]), await gateway.ToolsAsync());
    }

    [Fact]
    public async Task Handoff_WhenAPersonAllows_IsMadeOnce()
    {
        JsonElement form = default;
        await using GatewayProcess gateway = await DraftingAsync(shown =>
        {
            form = shown;
            return Accept("allow_once");
        });
        ToolAnswer answer = await gateway.CallAsync("create_handoff", Handoff);
        Assert.True(answer.IsFine, answer.Text);
        Assert.Equal("Ines Calder", answer.Result.GetProperty("structuredContent").GetProperty("assignee").GetString());
        string message = form.GetProperty("message").GetString()!;
        Assert.All(["create_handoff", "inbox", "T-1002", "billing", "Charged twice"], shown => Assert.Contains(shown, message, StringComparison.Ordinal));
        JsonElement schema = form.GetProperty("requestedSchema");
        Assert.Equal("""["decision"]""", schema.GetProperty("required").GetRawText());
        Assert.False(schema.GetProperty("properties").GetProperty("decision").TryGetProperty("default", out _));
        Assert.Equal(["search_threads", "lookup_account", "search_articles"], await gateway.ToolsAsync());
    }

    [Theory]
    [InlineData("""{"action":"accept","content":{"decision":"deny"}}""", "deny", "CHECKPOINT_DENIED")]
    [InlineData("""{"action":"decline"}""", "deny", "CHECKPOINT_DENIED")]
    [LongInlineData("""{"action":"cancel"}""", "deny", "CHECKPOINT_DENIED")]
    [LongInlineData("""{"action":"accept"}""", "ask", "APPROVAL_PENDING")]
    [LongInlineData("""{"action":"accept","content":{}}""", "ask", "APPROVAL_PENDING")]
    [LongInlineData("""{"action":"accept","content":{"decision":"allow_always"}}""", "ask", "APPROVAL_PENDING")]
    [LongInlineData("""{"action":"agree","content":{"decision":"allow_once"}}""", "ask", "APPROVAL_PENDING")]
    public async Task Handoff_WithoutAPersonsYes_IsNotMade(string answer, string verdict, string code)
    {
        await using GatewayProcess gateway = await DraftingAsync(_ => JsonNode.Parse(answer)!.AsObject());
        ToolAnswer refused = await gateway.CallAsync("create_handoff", Handoff);
        Assert.Equal((verdict, code, "not_sent"), (refused.Verdict, refused.Code, refused.Outcome));
        Assert.Equal(verdict == "ask", refused.Decision.TryGetProperty("approval_id", out _));
        Assert.Equal(s_drafting, await gateway.ToolsAsync());
    }

    [Fact]
    public async Task Handoff_AnsweredFasterThanAPersonCan_IsNotMade()
    {
        await using GatewayProcess gateway = await DraftingAsync(_ => Accept("allow_once"), "--min-answer-ms", "60000");
        Assert.Equal("APPROVAL_PENDING", (await gateway.CallAsync("create_handoff", Handoff)).Code);
    }

    [Fact]
    public async Task Handoff_NobodyAnswers_BecomesATicket()
    {
        await using GatewayProcess gateway = await DraftingAsync(_ => null, "--approval-wait-ms", "100");
        ToolAnswer ticket = await gateway.CallAsync("create_handoff", Handoff);
        Assert.Equal("APPROVAL_PENDING", ticket.Code);
        ToolAnswer again = await gateway.CallAsync("create_handoff", Handoff);
        Assert.Equal(ticket.Decision.GetProperty("approval_id").GetString(), again.Decision.GetProperty("approval_id").GetString());
        Assert.Single(gateway.Messages, m => m.TryGetProperty("method", out JsonElement method) && method.GetString() == "elicitation/create");
    }

    [Fact]
    public async Task Handoff_AtAClientThatShowsNoForms_BecomesATicketAtOnce()
    {
        await using GatewayProcess gateway = await DraftingAsync(person: null);
        ToolAnswer ticket = await gateway.CallAsync("create_handoff", Handoff);
        Assert.Equal(("ask", "APPROVAL_PENDING"), (ticket.Verdict, ticket.Code));
        Assert.DoesNotContain("policyos approvals", ticket.Text, StringComparison.Ordinal);
    }

    private static JsonObject Accept(string decision) => new() { ["action"] = "accept", ["content"] = new JsonObject { ["decision"] = decision } };

    // Past the thread that was read; the person needs no time unless a test says so.
    private static async Task<GatewayProcess> DraftingAsync(Func<JsonElement, JsonObject?>? person = null, params string[] options)
    {
        GatewayProcess gateway = await GatewayProcess.ConnectAsync(s_bundle, person, options.Contains("--min-answer-ms") ? options : [.. options, "--min-answer-ms", "0"]);
        Assert.True((await gateway.CallAsync("read_thread", """{"thread_id":"T-1002"}""")).IsFine);
        return gateway;
    }
}
