using System.Text;
using System.Text.Json;
using PolicyOs.FakeUpstream;

// A server that says everything a server can say and, on request, misbehaves: `PolicyOs.FakeUpstream [normal | dies | silent | garbage]`.
string mode = args is [var given, ..] ? given : "normal";
if (mode == "dies")
{
    return 7;
}

using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n", AutoFlush = true };
using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
var received = new List<string>();
var asked = new Dictionary<string, int>(StringComparer.Ordinal);
var held = new List<(string Id, JsonElement Arguments)>();
string asking = "";
string[] names =
[
    "echo", "received", "pid", "rpc_error", "tool_error", "progress", "slow", "die", "garbage_first", "duplicate_keys", "invalid_utf8", "long_line", "ask",
    "slow_write", "waits", "die_write", "answer", "let_go",
];
if (mode == "garbage")
{
    output.WriteLine("Welcome to the server!");
}

while (input.ReadLine() is { } line)
{
    if (mode is "silent" or "garbage")
    {
        continue;
    }

    received.Add(line);
    using JsonDocument document = JsonDocument.Parse(line);
    JsonElement message = document.RootElement;
    if (message.TryGetProperty("method", out JsonElement method) && message.TryGetProperty("id", out JsonElement id))
    {
        Answer(id.GetRawText(), method.GetString()!, message.TryGetProperty("params", out JsonElement parameters) ? parameters : default);
    }
    else if (message.TryGetProperty("error", out JsonElement refused))
    {
        // The answer to what the tool `ask` asked is what that tool returns.
        Text(asking, refused.GetRawText());
    }
}

return 0;

void Answer(string id, string method, JsonElement parameters)
{
    switch (method)
    {
        case "initialize":
            string version = parameters.GetProperty("protocolVersion").GetRawText();
            Result(id, $$$"""{"protocolVersion":{{{version}}},"capabilities":{"tools":{"listChanged":true},"x-capability":{}},"serverInfo":{"name":"fake","version":"1","x-info":1}}""");
            break;
        case "tools/list":
            string tools = string.Join(',', names.Select(name => $$$"""{"name":"{{{name}}}","inputSchema":{"type":"object","additionalProperties":true}}"""));
            Result(id, $$"""{"tools":[{{Wire.Definition}},{{Wire.HiddenDefinition}},{{tools}}]}""");
            break;
        case "tools/call":
            Call(id, parameters);
            break;
        default:
            output.WriteLine($$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32601,"message":"Method not found"}}""");
            break;
    }
}

void Call(string id, JsonElement parameters)
{
    switch (parameters.GetProperty("name").GetString())
    {
        case "lossless":
            Result(id, Wire.Result);
            break;
        case "echo":
            Text(id, received[^1]);
            break;
        case "received":
            Text(id, JsonSerializer.Serialize(received));
            break;
        case "pid":
            Text(id, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            break;
        case "rpc_error":
            output.WriteLine($$"""{"jsonrpc":"2.0","id":{{id}},"error":{{Wire.Error}}}""");
            break;
        case "tool_error":
            Result(id, """{"content":[{"type":"text","text":"it did not work"}],"isError":true,"x-why":1}""");
            break;
        case "progress":
            string token = parameters.GetProperty("_meta").GetProperty("progressToken").GetRawText();
            for (int step = 1; step <= 100; step++)
            {
                output.WriteLine($$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{token}}},"progress":{{{step}}},"total":100,"x-progress":9007199254740993}}""");
            }

            Text(id, "done");
            break;
        case "slow" or "slow_write" or "waits":
            break;
        case "die" or "die_write":
            Environment.Exit(9);
            break;
        case "garbage_first":
            output.WriteLine("this is not JSON");
            Text(id, "after garbage");
            break;
        case "duplicate_keys":
            Result(id, """{"content":[],"content":[{"type":"text","text":"twice"}]}""");
            break;
        case "invalid_utf8":
            output.BaseStream.Write([.. Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"content":[{"type":"text","text":" """), 0xC3, 0x28, .. "\"}]}}\n"u8]);
            output.BaseStream.Flush();
            break;
        case "long_line":
            Text(id, new string('x', 10 * 1024 * 1024));
            break;
        case "ask":
            asking = id;
            output.WriteLine("""{"jsonrpc":"2.0","id":"asked","method":"elicitation/create","params":{"message":"Your password?","requestedSchema":{"type":"object","properties":{"a":{"type":"string"}}}}}""");
            break;
        case "answer":
            AsAsked(id, parameters.GetProperty("arguments"));
            break;
        case "let_go":
            foreach ((string waiting, JsonElement wanted) in held)
            {
                Say(waiting, wanted);
            }

            Text(id, $"{held.Count}");
            held.Clear();
            break;
        default:
            output.WriteLine($$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32602,"message":"Unknown tool"}}""");
            break;
    }
}

// The call says what its answer is: `silent` none, `hold` none before let_go, `errors` an error for each of the first calls that name the same `series`.
void AsAsked(string id, JsonElement wanted)
{
    string series = wanted.TryGetProperty("series", out JsonElement named) ? named.GetString()! : "";
    int before = asked[series] = asked.GetValueOrDefault(series) + 1;
    if (wanted.TryGetProperty("silent", out JsonElement silent) && before <= silent.GetInt32())
    {
        return;
    }

    if (wanted.TryGetProperty("hold", out _))
    {
        held.Add((id, wanted.Clone()));
    }
    else if (wanted.TryGetProperty("errors", out JsonElement errors) && before <= errors.GetArrayLength())
    {
        output.WriteLine($$"""{"jsonrpc":"2.0","id":{{id}},"error":{{errors[before - 1].GetRawText()}}}""");
    }
    else
    {
        Say(id, wanted);
    }
}

void Say(string id, JsonElement wanted) =>
    Result(id, wanted.TryGetProperty("result", out JsonElement result) ? result.GetRawText() : """{"content":[{"type":"text","text":"fine"}]}""");

void Result(string id, string result) => output.WriteLine($$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""");

void Text(string id, string text) => Result(id, $$"""{"content":[{"type":"text","text":{{JsonSerializer.Serialize(text)}}}]}""");
