using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Mcp.Demo;

/// <summary>
/// <c>policyos demo</c>: a scripted agent works on one thread of the demo inbox through a real gateway in a process of its own, and every
/// answer is held against what is told about it.
/// </summary>
internal sealed class DemoRun
{
    /// <summary>How long the person of the script takes to answer; an answer under 300 ms would count as given by no person.</summary>
    private static readonly TimeSpan s_reading = TimeSpan.FromMilliseconds(600);

    private readonly LineClient _client;
    private readonly DemoNarrator _tell;
    private readonly TimeProvider _time;
    private int _changes;

    private DemoRun(LineClient client, DemoNarrator tell, TimeProvider time)
    {
        (_client, _tell, _time) = (client, tell, time);
        client.Seen = message =>
        {
            if (message.TryGetProperty("method"u8, out JsonElement method) && method.ValueEquals("notifications/tools/list_changed"u8))
            {
                Interlocked.Increment(ref _changes);
            }
        };
        client.Asked = request => DecideAsync(request.GetProperty("params"u8));
    }

    /// <summary>Runs the whole script.</summary>
    /// <param name="self">How this executable is started again.</param>
    /// <param name="bundle">The folder of bundles/inbox-triage.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="time">For the person who reads before answering.</param>
    /// <returns>0, or 1 when anything was not as told.</returns>
    public static async Task<int> RunAsync(SelfCommand self, string bundle, TextWriter output, TimeProvider time)
    {
        long start = time.GetTimestamp();
        var tell = new DemoNarrator(output);
        tell.Say("An agent works on a customer inbox. Between them stands the gateway, under the contract in bundles/inbox-triage.");
        await using LineClient client = LineClient.Start(self, ["run", "--bundle", bundle, "--store", "memory"]);
        try
        {
            await new DemoRun(client, tell, time).TellAsync();
            int exit = await client.EndAsync();
            tell.Expect(exit == 0, $"the gateway to end with 0, not {exit}");
        }
        catch (Exception e) when (e is IOException or KeyNotFoundException or InvalidOperationException or JsonException)
        {
            tell.Expect(holds: false, "an answer of the protocol's form: " + e.Message);
        }

        string seconds = time.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        tell.Say(tell.Surprises == 0
            ? $"\nAll {tell.Steps} steps as narrated, in {seconds} s. What was refused never reached the inbox."
            : $"\n{tell.Surprises} not as narrated, in {seconds} s.");
        return tell.Surprises == 0 ? 0 : 1;
    }

    private async Task TellAsync()
    {
        await _client.ConnectAsync(canElicit: true);
        _tell.Step("The list is what the contract shows now");
        await ListAsync("search_threads, read_thread, lookup_account, search_articles");

        _tell.Step("Allow: reading is what this agent is for");
        DemoAnswer found = await AllowedAsync("search_threads", new() { ["query"] = "charged" });
        _tell.Gateway($"{found.Field("total")} thread found");

        _tell.Step("Contract violation: arguments that the schema does not allow");
        await RefusedAsync("read_thread", new() { ["thread_id"] = "the one about the refund" }, "CONTRACT_VIOLATION");

        _tell.Step("Phase: nothing is drafted before a thread was read");
        await RefusedAsync("draft_reply", Draft("We are looking into the second charge."), "WRONG_PHASE");
        DemoAnswer thread = await AllowedAsync("read_thread", new() { ["thread_id"] = "T-1002" });
        _tell.Gateway($"\"{thread.Field("subject")}\" from {thread.Field("from")}");
        _tell.Expect(_changes == 1, $"one list_changed, not {_changes}");
        _tell.Gateway("the phase is now `drafting`, and the client was told that its list changed");
        await ListAsync("search_threads, read_thread, lookup_account, search_articles, draft_reply, create_handoff, archive_thread");

        _tell.Step("Block: mail is sent by people, whatever the server offers");
        await RefusedAsync("send_email", Draft("You have been refunded."), "TOOL_BLOCKED");

        _tell.Step("Limit: two drafts a session");
        for (int version = 1; version <= 2; version++)
        {
            DemoAnswer draft = await AllowedAsync("draft_reply", Draft($"Version {version}: our billing team decides about refunds within two working days."));
            _tell.Gateway($"draft {draft.Field("draft_id")} saved; nothing was sent");
        }

        await RefusedAsync("draft_reply", Draft("Version 3: our billing team decides within two working days."), "TOOL_LIMIT_EXCEEDED");

        _tell.Step("Approval: a handoff waits for a person");
        DemoAnswer handoff = await AllowedAsync("create_handoff", new()
        {
            ["thread_id"] = "T-1002",
            ["team"] = "billing",
            ["summary"] = "Charged twice on 14 October, 480 USD each; asks for one back.",
        });
        _tell.Gateway($"handoff {handoff.Field("handoff_id")} is with {handoff.Field("assignee")}; the phase is now `resolved`");
        await ListAsync("search_threads, lookup_account, search_articles");
    }

    private static JsonObject Draft(string body) => new() { ["thread_id"] = "T-1002", ["body"] = body };

    private async Task ListAsync(string expected)
    {
        JsonElement list = await _client.RequestAsync("tools/list", new JsonObject());
        string names = string.Join(", ", list.GetProperty("result"u8).GetProperty("tools"u8).EnumerateArray().Select(tool => tool.GetProperty("name"u8).GetString()));
        _tell.Gateway("tools: " + names);
        _tell.Expect(names == expected, expected);
    }

    private async Task<DemoAnswer> AllowedAsync(string tool, JsonObject arguments)
    {
        DemoAnswer answer = await CallAsync(tool, arguments);
        _tell.Expect(answer.Code is null, $"{tool} to be allowed, not {answer.Code}: {answer.Text}");
        return answer;
    }

    private async Task RefusedAsync(string tool, JsonObject arguments, string code)
    {
        DemoAnswer answer = await CallAsync(tool, arguments);
        _tell.Gateway($"{answer.Code}: {answer.Text}");
        _tell.Expect(answer.Verdict == "deny" && answer.Code == code, $"{tool} to be refused with {code}");
    }

    private async Task<DemoAnswer> CallAsync(string tool, JsonObject arguments)
    {
        _tell.Call($"{tool} {arguments.ToJsonString()}");
        return DemoAnswer.Of(await _client.CallAsync(tool, arguments));
    }

    private async Task<JsonNode?> DecideAsync(JsonElement form)
    {
        _tell.Person("is asked: " + form.GetProperty("message"u8).GetString());
        await Task.Delay(s_reading, _time);
        _tell.Person("answers: allow_once");
        return new JsonObject { ["action"] = "accept", ["content"] = new JsonObject { ["decision"] = "allow_once" } };
    }
}
