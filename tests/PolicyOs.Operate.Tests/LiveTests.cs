using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Operate.Tests;

/// <summary>Golden tasks through real gateways: one against the contract's expectations, two against each other.</summary>
public sealed class LiveTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public LiveTests()
    {
        // Two steps that hold, one that does not, and two tasks that a client alone cannot play.
        Tasks("""
            [
              { "id": "notes", "kind": "happy", "given": [{ "call": "look", "args": { "n": 1 } }],
                "steps": [{ "call": "note", "args": { "n": 2 }, "expect": { "verdict": "allow", "evidence": "acknowledged", "max_ms": 30000 } }],
                "expect": { "labels": [], "events": ["call.reserved", "call.committed"], "visible_tools": ["look", "note", "pay", "send", "vanish"] } },
              { "id": "asks", "kind": "approval",
                "steps": [
                  { "call": "send", "args": { "n": 3 }, "approval": "approve", "expect": { "verdict": "allow" } },
                  { "call": "send", "args": { "n": 4 }, "approval": "reject", "expect": { "verdict": "deny", "code": "CHECKPOINT_DENIED" } },
                  { "call": "send", "args": { "n": 5 }, "expect": { "verdict": "ask", "code": "APPROVAL_PENDING" } }] },
              { "id": "wrong", "kind": "happy", "steps": [{ "call": "note", "args": { "n": 6 }, "expect": { "verdict": "deny", "code": "TOOL_BLOCKED" } }] },
              { "id": "killed", "kind": "happy", "steps": [{ "kill": true }, { "call": "note", "args": { "n": 7 }, "expect": { "code": "SESSION_KILLED" } }] },
              { "id": "lost", "kind": "happy", "steps": [{ "call": "note", "args": { "n": 8 }, "timeout": true, "expect": { "code": "TOOL_TIMEOUT" } }] },
              { "id": "otherwise", "kind": "happy", "given": [{ "call": "look", "args": { "n": 9 }, "result": { "text": "done 8" } }],
                "steps": [{ "call": "note", "args": { "n": 10 }, "expect": { "verdict": "deny", "code": "TOOL_BLOCKED" } }] },
              { "id": "otherwise-and-holds", "kind": "happy", "given": [{ "call": "look", "args": { "n": 9 }, "result": { "text": "done 8" } }],
                "steps": [{ "call": "look", "args": { "n": 10 }, "expect": { "verdict": "allow" } }] }
            ]
            """);
    }

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task TestLive_PlaysWhatAClientCan_AgainstTheRealServer()
    {
        string junit = _bundle.At("junit.xml");
        Ran ran = await PolicyOsProcess.RunAsync(null, "test", _bundle.Path, "--live", "--json", "--junit", junit);
        Assert.True(ran.ExitCode == 1, ran.Errors + ran.Output);
        JsonElement bundle = Assert.Single(ran.Json.GetProperty("bundles").EnumerateArray());
        Assert.Equal(
            ["notes True", "asks True", "wrong False", "otherwise-and-holds True"],
            bundle.GetProperty("tasks").EnumerateArray().Select(task => $"{task.GetProperty("id").GetString()} {task.GetProperty("holds").GetBoolean()}"));
        JsonElement[] skipped = [.. bundle.GetProperty("skipped").EnumerateArray()];
        Assert.Equal(["killed", "lost", "otherwise"], skipped.Select(task => task.GetProperty("id").GetString()));
        Assert.Contains("look answered otherwise than the task has it: $.text is \"done 9\", recorded is \"done 8\"", skipped[2].GetRawText().Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        JsonElement[] mismatches = [.. bundle.GetProperty("tasks")[2].GetProperty("mismatches").EnumerateArray()];
        Assert.Equal(["verdict deny allow", "code TOOL_BLOCKED none"], mismatches.Select(m => $"{m.GetProperty("what").GetString()} {m.GetProperty("expected").GetString()} {m.GetProperty("actual").GetString()}"));

        // What was reported as carried out was carried out, once.
        Assert.Equal(["look 1 -", "look 10 -", "look 9 -", "look 9 -", "note 10 -", "note 2 -", "note 6 -", "send 3 -"], _bundle.Effects().Where(line => line.Contains(' ', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("<skipped message=\"an operator acts in it\"", await File.ReadAllTextAsync(junit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestSurface_OfACommandAndAUrl_ComparesStepByStep()
    {
        string gateway = $"policyos run --bundle '{_bundle.Path}' --store memory";
        string address = $"127.0.0.1:{FreePort()}";
        using Process http = PolicyOsProcess.Start(["run", "--bundle", _bundle.Path, "--store", "memory", "--http", address]);
        var listening = new TaskCompletionSource();
        http.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("listening on", StringComparison.Ordinal) == true)
            {
                listening.TrySetResult();
            }
        };
        http.BeginErrorReadLine();
        try
        {
            await listening.Task.WaitAsync(PolicyOsProcess.Patience);
            Ran same = await PolicyOsProcess.RunAsync(null, "test", _bundle.Path, "--surface", gateway, "--surface", $"http://{address}/mcp", "--json");
            Assert.True(same.ExitCode == 0, same.Errors + same.Output);
            JsonElement asks = same.Json.GetProperty("tasks")[1];
            Assert.Equal(["allow", "deny", "ask"], asks.GetProperty("b").GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("verdict").GetString()));
            Assert.All(asks.GetProperty("a").GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("latency_ms").GetDouble() > 0));
        }
        finally
        {
            http.Kill();
        }

        using var other = new OperateBundle();
        string file = Path.Combine(other.Path, "agent_contract.yaml");
        JsonObject agent = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        agent["blocked_tools"] = new JsonArray("note");
        agent["allowed_tools"] = new JsonArray("look", "pay", "send", "vanish");
        await File.WriteAllTextAsync(file, agent.ToJsonString());
        File.Delete(Path.Combine(other.Path, "tools", "note.yaml"));
        JsonObject session = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(other.Path, "session.yaml")))!.AsObject();
        session.Remove("policy");
        session.Remove("aggregates");
        await File.WriteAllTextAsync(Path.Combine(other.Path, "session.yaml"), session.ToJsonString());
        Ran differs = await PolicyOsProcess.RunAsync(null, "test", _bundle.Path, "--surface", gateway, "--surface", $"policyos run --bundle '{other.Path}' --store memory");
        Assert.True(differs.ExitCode == 1, differs.Errors + differs.Output);
        Assert.Contains("step 1: code: A none; B TOOL_BLOCKED", differs.Output, StringComparison.Ordinal);
        Assert.Contains("step 1: visible tools: A look, note, pay, send, vanish; B look, pay, send, vanish", differs.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "twice", "--surface", "policyos run")]
    [InlineData(2, "http", "--surface", "ftp://x", "--surface", "policyos run")]
    [InlineData(3, "cannot be started", "--surface", "/no/such/program", "--surface", "policyos run")]
    [InlineData(3, "127.0.0.1:1", "--surface", "http://127.0.0.1:1/mcp", "--surface", "policyos run")]
    public async Task TestSurface_ThatCannotBe_SaysWhyInOneLine(int exitCode, string words, params string[] options) =>
        (await PolicyOsProcess.RunAsync(null, ["test", _bundle.Path, .. options])).Refused(exitCode, words);

    private void Tasks(string tasks) =>
        File.WriteAllText(Path.Combine(_bundle.Path, "golden_tasks.yaml"), $$"""{"schema_version":"1.0","tasks":{{tasks}}}""");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
