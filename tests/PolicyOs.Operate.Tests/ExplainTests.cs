using System.Text.Json;

namespace PolicyOs.Operate.Tests;

/// <summary>Explaining calls: against nothing, against a given state, against a session that a real gateway recorded.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Explain_OfAnEmptyState_TracesEveryCheckAsATree()
    {
        string[] lines = (await ExplainAsync("--tool", "send", "--args", """{"n":1}""")).Fine().Output.Split('\n');
        Assert.StartsWith("send: ask APPROVAL_PENDING", lines[0], StringComparison.Ordinal);
        int approval = Array.FindIndex(lines, line => line.Contains("20 approval: ask", StringComparison.Ordinal));
        Assert.Contains(lines[approval..], line => line.Contains("│  │  ├─ the author says: a person reads it first", StringComparison.Ordinal));
        Assert.Contains("└─ would be appended", lines);
    }

    [Fact]
    public async Task Explain_Json_NamesTheChecksThatWereNotReached()
    {
        JsonElement answer = (await ExplainAsync("--tool", "absent", "--json")).Fine().Json;
        Assert.Equal(("deny", "UNKNOWN_ACTION"), (answer.GetProperty("verdict").GetString(), answer.GetProperty("code").GetString()));
        string[] verdicts = [.. answer.GetProperty("trace").EnumerateArray().Select(check => check.GetProperty("verdict").GetString()!)];
        Assert.Equal(["pass", "deny"], verdicts[..2]);
        Assert.All(verdicts[2..], verdict => Assert.Equal("not_reached", verdict));
        Assert.Equal("policyos.call.denied", Assert.Single(answer.GetProperty("events").EnumerateArray()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Explain_OfAGivenState_DecidesWithIt()
    {
        string state = _bundle.At("state.yaml");
        await File.WriteAllTextAsync(state, """
            principal: { id: nina, roles: [] }
            labels: [tainted]
            given: [{ call: note, args: { n: 4 }, result: {} }]
            steps: [{ call: note, args: { n: 5 } }]
            """);
        JsonElement answer = (await ExplainAsync("--tool", "note", "--args", """{"n":6}""", "--state", state, "--json")).Fine().Json;
        Assert.Equal("LABEL_GATE_DENIED", answer.GetProperty("code").GetString());
        JsonElement shown = answer.GetProperty("state");
        Assert.Equal(("nina (anonymous)", "tainted", "2"), (shown.GetProperty("principal").GetString(), shown.GetProperty("labels").GetString(), shown.GetProperty("steps").GetString()));

        await File.WriteAllTextAsync(state, "given: [{ call: absent }]");
        Ran refused = await ExplainAsync("--tool", "note", "--state", state);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("state.yaml(1,17): error POL", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_OfARecordedSession_DecidesOnItsStateAndItsOwnCalls()
    {
        string session;
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle))
        {
            session = (await gateway.SessionAsync)!;
            Assert.True((await gateway.CallAsync("pay", 7, "k"))!.IsFine);
            Assert.Equal("IDEMPOTENCY_CONFLICT", (await gateway.CallAsync("pay", 8, "k"))!.Code);
        }

        string[] recorded = ["--session", session[..16], "--store", _bundle.Store, "--json"];
        JsonElement other = (await ExplainAsync(["--tool", "pay", "--args", """{"n":7,"key":"other"}""", .. recorded])).Fine().Json;
        Assert.Equal("SESSION_CLOSED", other.GetProperty("code").GetString());

        // Sequence 3 is the settlement of the first call: the session was still open.
        JsonElement replay = (await ExplainAsync(["--tool", "pay", "--args", """{"n":7,"key":"k"}""", "--at", "3", .. recorded])).Fine().Json;
        Assert.Equal("allow", replay.GetProperty("verdict").GetString());
        Assert.Equal("policyos.call.replayed", Assert.Single(replay.GetProperty("events").EnumerateArray()).GetProperty("type").GetString());
        Assert.Equal("1", replay.GetProperty("state").GetProperty("commits").GetString());

        string call = replay.GetProperty("replay_of").GetString()!;
        JsonElement first = (await ExplainAsync(["--call", call, .. recorded])).Fine().Json;
        Assert.Equal("""{"n":7,"key":"k"}""", first.GetProperty("arguments").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(("allow", "0"), (first.GetProperty("verdict").GetString(), first.GetProperty("state").GetProperty("commits").GetString()));
        Assert.Empty(first.GetProperty("notes").EnumerateArray());
    }

    [Theory]
    [InlineData(2, "--tool")]
    [InlineData(2, "--args", "--tool", "note", "--args", "{1}")]
    [InlineData(2, "--step goes", "--tool", "note", "--step", "1")]
    [InlineData(2, "one of them", "--tool", "note", "--session", "a", "--task", "b")]
    [InlineData(1, "no golden task", "--task", "b")]
    [InlineData(3, "journal.db", "--session", "a")]
    public async Task Explain_OfWhatCannotBe_SaysWhyInOneLine(int exitCode, string words, params string[] options) =>
        (await ExplainAsync(["--store", _bundle.Store, .. options])).Refused(exitCode, words);

    private Task<Ran> ExplainAsync(params string[] options) => PolicyOsProcess.RunAsync(null, ["explain", _bundle.Path, .. options]);
}
