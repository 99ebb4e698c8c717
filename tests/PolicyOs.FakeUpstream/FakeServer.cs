// A little above 300 lines: everything that one fake server answers is read in one place.
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyOs.FakeUpstream;

/// <summary>What the fake server answers, in both eras and whatever carries it. One message at a time.</summary>
internal sealed class FakeServer(bool hasLegacy, bool hasModern)
{
    private const string Modern = "2026-07-28";
    private const string VersionKey = "io.modelcontextprotocol/protocolVersion";
    private const string SubscriptionKey = "io.modelcontextprotocol/subscriptionId";

    private static readonly string[] s_names =
    [
        "echo", "received", "headers", "pid", "rpc_error", "tool_error", "progress", "slow", "die", "garbage_first", "duplicate_keys", "invalid_utf8",
        "long_line", "slow_write", "waits", "die_write", "notify", "write", "batch", "wrong_type", "answer", "closes_stream", "let_go", "rug",
        "ask", "ask_write", "ask_url", "ask_sample", "ask_model", "ask_roots", "ask_grant", "ask_twice", "ask_both", "ask_forever", "state_only", "asks_no_more",
    ];

    private readonly Lock _gate = new();
    private readonly List<string> _received = [];
    private readonly Dictionary<string, Action<string>> _asked = new(StringComparer.Ordinal);
    private readonly List<Exchange> _listening = [];
    private readonly HashSet<string> _subscribed = new(StringComparer.Ordinal);
    private readonly WantedAnswers _wanted = new();
    private bool _hasExtra;
    private int _lastQuestion;

    /// <summary>The version that it gives itself, with instructions that name it; null for version 1 without instructions.</summary>
    public string? Version { get; init; }

    private string Said => $",\"instructions\":\"This is version {Version}.\"";

    private string Discovered => Version is null
        ? ",\"instructions\":\"be kind\""
        : Said + ",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"name\":\"fake\",\"version\":\"" + Version + "\"}}";

    /// <summary>What it changes when it is told to.</summary>
    public RugPull Rug { get; } = new();

    public bool HasModern => hasModern;

    public bool HasLegacy => hasLegacy;

    /// <summary>Where a server of the legacy era says what belongs to no request.</summary>
    public Action<string>? Unasked { get; set; }

    public static bool IsModern(JsonElement message) =>
        Exchange.Member(Exchange.Member(Exchange.Member(message, "params"), "_meta"), VersionKey).ValueKind == JsonValueKind.String;

    /// <summary>The tool that a message calls; null when it calls none.</summary>
    public static string? ToolOf(JsonElement message) =>
        Exchange.Member(Exchange.Member(message, "params"), "name") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;

    /// <summary>Notes that something happened which is no message.</summary>
    public void Note(string what, string id)
    {
        lock (_gate)
        {
            _received.Add($$$"""{"method":"{{{what}}}","params":{"requestId":{{{id}}}}}""");
            _listening.RemoveAll(listening => listening.Id == id);
        }
    }

    /// <summary>Takes one message.</summary>
    public void Take(string raw, JsonElement message, Action<byte[], bool> write, string? headers = null)
    {
        lock (_gate)
        {
            _received.Add(raw);
            JsonElement id = Exchange.Member(message, "id");
            JsonElement method = Exchange.Member(message, "method");
            if (method.ValueKind == JsonValueKind.String && id.ValueKind != JsonValueKind.Undefined)
            {
                JsonElement parameters = message.TryGetProperty("params", out JsonElement p) ? p.Clone() : default;
                Serve(method.GetString()!, new(id.GetRawText(), parameters, raw, IsModern(message), write) { Headers = headers });
            }
            else if (method.ValueKind == JsonValueKind.String)
            {
                string cancelled = Exchange.Member(Exchange.Member(message, "params"), "requestId") is { ValueKind: not JsonValueKind.Undefined } of ? of.GetRawText() : "";
                _listening.RemoveAll(listening => listening.Id == cancelled);
            }
            else if (_asked.Remove(id.GetRawText(), out Action<string>? answered))
            {
                answered((Exchange.Member(message, "result") is { ValueKind: JsonValueKind.Object } result ? result : Exchange.Member(message, "error")).GetRawText());
            }
        }
    }

    private void Serve(string method, Exchange e)
    {
        if (e.IsModern && !hasModern)
        {
            e.Error(-32601, "Method not found");
            return;
        }

        if (!e.IsModern && !hasLegacy)
        {
            e.Error(-32022, "Unsupported protocol version", $$"""{"supported":["{{Modern}}"],"requested":"?"}""");
            return;
        }

        if (e.IsModern && (e.Meta(VersionKey).GetString() != Modern || e.Meta("io.modelcontextprotocol/clientCapabilities").ValueKind != JsonValueKind.Object))
        {
            e.Error(-32602, "Invalid params: _meta");
            return;
        }

        switch (method)
        {
            case "initialize" when !e.IsModern:
                e.Result($$$"""{"protocolVersion":{{{e.Params.GetProperty("protocolVersion").GetRawText()}}},"capabilities":{{{Wire.Capabilities}}},"serverInfo":{"name":"fake","version":"{{{Version ?? "1"}}}","x-info":1}{{{(Version is null ? "" : Said)}}}}""");
                break;
            case "server/discover" when e.IsModern:
                e.Result("{\"supportedVersions\":[\"" + Modern + "\"],\"capabilities\":" + Wire.Capabilities + Discovered + "}", isCacheable: true);
                break;
            case "ping" or "logging/setLevel" or "resources/subscribe" or "resources/unsubscribe" when !e.IsModern:
                Subscribe(method, e);
                e.Result("{}");
                break;
            case "subscriptions/listen" when e.IsModern:
                Listen(e);
                break;
            case "tools/list":
                string tools = string.Join(',', s_names.Append(_hasExtra ? "extra" : null).OfType<string>().Select(Wire.Tool));
                e.Result($$"""{"tools":[{{Wire.Definition}},{{Wire.HiddenDefinition}},{{Wire.ParameterTool}},{{Rug.Note}},{{tools}}]}""", isCacheable: true);
                break;
            case "resources/list":
                e.Result("""{"resources":[{"uri":"fake://one","name":"one","x-resource":9007199254740993},{"uri":"fake://ask","name":"ask"}]}""", isCacheable: true);
                break;
            case "resources/templates/list":
                e.Result("""{"resourceTemplates":[{"uriTemplate":"fake://items/{id}","name":"items"}]}""", isCacheable: true);
                break;
            case "resources/read":
                string uri = e.Params.GetProperty("uri").GetRawText();
                Ask(e, uri == "\"fake://ask\"" ? "ask" : "", answers =>
                    $$$"""{"contents":[{"uri":{{{uri}}},"text":{{{JsonSerializer.Serialize(answers)}}},"x-content":1e400}]}""", isCacheable: true);
                break;
            case "prompts/list":
                e.Result("""{"prompts":[""" + Rug.Prompt + """,{"name":"asks","x-prompt":1}]}""", isCacheable: true);
                break;
            case "prompts/get":
                Ask(e, e.Params.GetProperty("name").GetString() == "asks" ? "ask" : "", answers =>
                    $$$"""{"messages":[{"role":"user","content":{"type":"text","text":{{{JsonSerializer.Serialize(answers)}}}}}],"x-prompt":1}""");
                break;
            case "completion/complete":
                e.Result("""{"completion":{"values":["one","two"],"x-more":1}}""");
                break;
            case "fake/custom":
                e.Result($$$"""{"custom":{{{e.Params.GetRawText()}}}}""");
                break;
            case "tools/call":
                Call(e.Params.GetProperty("name").GetString()!, e);
                break;
            default:
                e.Error(-32601, "Method not found");
                break;
        }
    }

    private void Call(string name, Exchange e)
    {
        switch (name)
        {
            case "lossless":
                e.Result(Wire.Result);
                break;
            case "echo" or "write" or "extra" or "region":
                e.Text(e.Raw);
                break;
            case "received":
                e.Text(JsonSerializer.Serialize(_received));
                break;
            case "headers":
                e.Text(e.Headers ?? "{}");
                break;
            case "pid":
                e.Text(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                break;
            case "rpc_error":
                e.Answer($$"""{"jsonrpc":"2.0","id":{{e.Id}},"error":{{Wire.Error}}}""");
                break;
            case "tool_error":
                e.Result("""{"content":[{"type":"text","text":"it did not work"}],"isError":true,"x-why":1}""");
                break;
            case "progress":
                Progress(e);
                break;
            case "notify":
                Notify(Exchange.Member(Exchange.Member(e.Params, "arguments"), "what").GetString()!, e);
                e.Text("told");
                break;
            case "note" or "closes_stream":
                e.Text("noted");
                break;
            case "rug":
                Rug.Pull(e.Params.GetProperty("arguments").GetProperty("kind").GetString()!, Exchange.Member(e.Params.GetProperty("arguments"), "name").ToString());
                Notify("tools", e);
                Notify("prompts", e);
                e.Text("pulled");
                break;
            case "slow" or "slow_write" or "waits":
                break;
            case "die" or "die_write":
                Environment.Exit(9);
                break;
            case "garbage_first":
                e.Send("this is not JSON");
                e.Text("after garbage");
                break;
            case "batch":
                e.Answer($$$"""[{"jsonrpc":"2.0","id":{{{e.Id}}},"result":{}}]""");
                break;
            case "wrong_type":
                e.Answer($$$"""{"jsonrpc":"2.0","id":{{{e.Id}}},"result":{"resultType":"task","content":[]}}""");
                break;
            case "answer":
                _wanted.Answer(e);
                break;
            case "asks_no_more":
                e.Send("""{"jsonrpc":"2.0","id":"no-more","method":"elicitation/create","params":{"message":"Well?","requestedSchema":{"type":"object","properties":{}}}}""");
                e.Send("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"no-more","reason":"never mind"}}""");
                _wanted.Hold(e);
                break;
            case "let_go":
                _wanted.LetGo(e);
                break;
            case "duplicate_keys":
                e.Answer($$$"""{"jsonrpc":"2.0","id":{{{e.Id}}},"result":{"resultType":"complete","content":[],"content":[{"type":"text","text":"twice"}]}}""");
                break;
            case "invalid_utf8":
                e.Write([.. Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":{{{e.Id}}},"result":{"content":[{"type":"text","text":" """), 0xC3, 0x28, .. "\"}]}}"u8], true);
                break;
            case "long_line":
                e.Text(new string('x', 10 * 1024 * 1024));
                break;
            case var asks when Questions.Of(asks).Length > 0:
                Ask(e, asks, answers => $$"""{"content":[{"type":"text","text":{{JsonSerializer.Serialize(answers)}}}]}""");
                break;
            default:
                e.Error(-32602, "Unknown tool");
                break;
        }
    }

    private static void Progress(Exchange e)
    {
        string token = e.Meta("progressToken").GetRawText();
        for (int step = 1; step <= 100; step++)
        {
            e.Send($$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{token}}},"progress":{{{step}}},"total":100,"x-progress":9007199254740993}}""");
        }

        e.Text("done");
    }

    // Asks round after round, each era in its way, and answers with the last round's answers.
    private void Ask(Exchange e, string name, Func<string, string> result, bool isCacheable = false)
    {
        (string Key, string Method, string Params)[][] rounds = Questions.Of(name);
        if (rounds.Length == 0)
        {
            e.Result(result("plain"), isCacheable);
        }
        else if (e.IsModern)
        {
            AskModern(e, name, rounds, result, isCacheable);
        }
        else
        {
            AskLegacy(e, rounds, 0, result);
        }
    }

    private static void AskModern(Exchange e, string name, (string Key, string Method, string Params)[][] rounds, Func<string, string> result, bool isCacheable)
    {
        JsonElement state = Exchange.Member(e.Params, "requestState");
        int done = 0;
        if (state.ValueKind == JsonValueKind.String)
        {
            string[] parts = state.GetString()!.Split('/');
            JsonElement responses = Exchange.Member(e.Params, "inputResponses");
            if (parts is not ["state of", var of, var number] || of != name || !int.TryParse(number, CultureInfo.InvariantCulture, out done)
                || rounds[done - 1].Any(q => Exchange.Member(responses, q.Key).ValueKind != JsonValueKind.Object))
            {
                e.Error(-32602, "that is not my state, or an answer is missing");
                return;
            }

            if (done == rounds.Length)
            {
                e.Result(result(Questions.Join(rounds[done - 1].Select(q => (q.Key, responses.GetProperty(q.Key).GetRawText())))), isCacheable);
                return;
            }
        }

        string questions = string.Join(',', rounds[done].Select(q => $$"""{{JsonSerializer.Serialize(q.Key)}}:{"method":"{{q.Method}}","params":{{Questions.Params(q.Params, true)}}}"""));
        string requests = rounds[done].Length == 0 ? "" : $$""" "inputRequests":{{{questions}}},""";
        e.Answer($$$"""{"jsonrpc":"2.0","id":{{{e.Id}}},"result":{"resultType":"input_required",{{{requests}}}"requestState":"state of/{{{name}}}/{{{done + 1}}}"}}""");
    }

    private void AskLegacy(Exchange e, (string Key, string Method, string Params)[][] rounds, int round, Func<string, string> result)
    {
        var answers = new List<(string, string)>();
        if (rounds[round].Length == 0)
        {
            e.Result(result("{}"));
        }

        foreach ((string key, string method, string parameters) in rounds[round])
        {
            string id = $"\"asked-{++_lastQuestion}\"";
            _asked[id] = answer =>
            {
                answers.Add((key, answer));
                if (answers.Count == rounds[round].Length && round + 1 < rounds.Length)
                {
                    AskLegacy(e, rounds, round + 1, result);
                }
                else if (answers.Count == rounds[round].Length)
                {
                    e.Result(result(Questions.Join(answers)));
                }
            };
            e.Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{Questions.Params(parameters, false)}}}""");
        }
    }

    private void Subscribe(string method, Exchange e)
    {
        string uri = Exchange.Member(e.Params, "uri") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
        _ = method == "resources/subscribe" ? _subscribed.Add(uri) : method == "resources/unsubscribe" && _subscribed.Remove(uri);
    }

    private void Listen(Exchange e)
    {
        _listening.Add(e);
        e.Send($$$"""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"{{{SubscriptionKey}}}":{{{e.Id}}}},"notifications":{{{e.Params.GetProperty("notifications").GetRawText()}}}}}""");
    }

    // Whatever level it was told to log from.
    private static string LevelOf(Exchange e) =>
        Exchange.Member(Exchange.Member(e.Params, "arguments"), "level") is { ValueKind: JsonValueKind.String } level ? level.GetRawText() : "\"info\"";

    private void Notify(string what, Exchange e)
    {
        _hasExtra |= what == "tools";
        (string method, string flag, string parameters) = what switch
        {
            "updated" => ("notifications/resources/updated", "resourceSubscriptions", """ "uri":"fake://one","x-update":1.10 """),
            "log" => ("notifications/message", "", $$""" "level":{{LevelOf(e)}},"data":{"n":9007199254740993} """),
            _ => ($"notifications/{what}/list_changed", what + "ListChanged", ""),
        };
        if (what == "log")
        {
            if (!e.IsModern || e.Meta("io.modelcontextprotocol/logLevel").ValueKind == JsonValueKind.String)
            {
                e.Send($$$"""{"jsonrpc":"2.0","method":"{{{method}}}","params":{{{{parameters}}}}}""");
            }
        }
        else if (e.IsModern)
        {
            foreach (Exchange listener in _listening.Where(l => Exchange.Member(l.Params.GetProperty("notifications"), flag).ValueKind is JsonValueKind.True or JsonValueKind.Array))
            {
                string more = parameters.Length == 0 ? "" : "," + parameters;
                listener.Send($$$$"""{"jsonrpc":"2.0","method":"{{{{method}}}}","params":{"_meta":{"{{{{SubscriptionKey}}}}":{{{{listener.Id}}}}}{{{{more}}}}}}""");
            }
        }
        else if (what != "updated" || _subscribed.Contains("fake://one"))
        {
            Unasked?.Invoke($$$"""{"jsonrpc":"2.0","method":"{{{method}}}","params":{{{{parameters}}}}}""");
        }
    }
}
