using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PolicyOs.Operate.Tests;

/// <summary>
/// A small MCP server that appends every effect to a file before it answers: <c>tool n key</c>. Its first line is <c>start</c> and its last
/// <c>end</c>, so that a test knows when nothing comes any more.
/// </summary>
internal static class EffectServer
{
    public const string Argument = "--effects";

    private static readonly Lock s_gate = new();

    public static async Task RunAsync(string path)
    {
        // FileMode.Append positions at every open only; one process at a time writes, and each line is one write.
        using var effects = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Record(effects, "start");
        using TextReader input = new StreamReader(Console.OpenStandardInput());
        using TextWriter output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        var answers = new ConcurrentBag<Task>();
        while (await input.ReadLineAsync() is { } line)
        {
            JsonNode message = JsonNode.Parse(line)!;
            if (message["id"] is { } id && message["method"] is { } method)
            {
                answers.Add(AnswerAsync(effects, output, id.DeepClone(), (string)method!, message["params"]));
            }
        }

        Record(effects, "end");
    }

    private static async Task AnswerAsync(FileStream effects, TextWriter output, JsonNode id, string method, JsonNode? parameters)
    {
        JsonNode? result = method switch
        {
            "initialize" => JsonNode.Parse("""{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"effects","version":"1"}}"""),
            "ping" => new JsonObject(),
            "tools/list" => new JsonObject { ["tools"] = new JsonArray([.. OperateBundle.Tools.Select(Tool)]) },
            "tools/call" => await CallAsync(effects, (string)parameters!["name"]!, parameters["arguments"]!),
            _ => null,
        };
        JsonObject answer = result is null
            ? new() { ["jsonrpc"] = "2.0", ["id"] = id, ["error"] = new JsonObject { ["code"] = -32601, ["message"] = "no such method" } }
            : new() { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result };
        try
        {
            await output.WriteLineAsync(answer.ToJsonString());
        }
        catch (IOException)
        {
            // The gateway was killed; what is still in the pipe takes effect all the same.
        }
    }

    private static async Task<JsonNode> CallAsync(FileStream effects, string tool, JsonNode arguments)
    {
        long n = (long)arguments["n"]!;
        Record(effects, $"{tool} {n} {(string?)arguments["key"] ?? "-"}");
        if (tool == "vanish" || (string?)arguments["key"] == "vanish")
        {
            Environment.Exit(1);
        }

        if ((string?)arguments["key"] == "stall")
        {
            await Task.Delay(Timeout.Infinite);
        }

        // Answers come late and out of order, so that a kill finds calls in every state.
        await Task.Delay(TimeSpan.FromMilliseconds(n * 7 % 23));
        return new JsonObject { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = $"done {n}" }) };
    }

    private static void Record(FileStream effects, string line)
    {
        lock (s_gate)
        {
            effects.Write([.. System.Text.Encoding.UTF8.GetBytes(line + "\n")]);
        }
    }

    private static JsonNode Tool(string name) => new JsonObject
    {
        ["name"] = name,
        ["inputSchema"] = JsonNode.Parse("""{"type":"object","properties":{"n":{"type":"integer"},"key":{"type":"string"}},"required":["n"]}"""),
    };
}
