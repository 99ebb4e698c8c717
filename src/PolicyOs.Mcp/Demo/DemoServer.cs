using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo;

/// <summary>
/// An MCP server of the legacy era (2024-11-05 to 2025-11-25) over lines of JSON: handshake, ping, tools, resources, prompts. It answers one request after the
/// other, in the order they came; a <c>server/discover</c> of the modern era is told that there is no such method.
/// </summary>
internal sealed class DemoServer(DemoScenario scenario, Stream output)
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int MethodNotFound = -32601;
    private const int InvalidParams = -32602;

    private static readonly string[] s_versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

    // The answer goes to a program, not into a page: quotes are written as people write them.
    private static readonly JsonSerializerOptions s_text = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_wire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _line = new(4096);

    /// <summary>Answers until the input ends or <paramref name="stop"/> is asked for; both are a clean end.</summary>
    public async Task<int> RunAsync(Stream input, CancellationToken stop)
    {
        PipeReader reader = PipeReader.Create(input);
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(stop);
                ReadOnlySequence<byte> buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    await AnswerAsync(buffer.Slice(0, end), stop);
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    return 0;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (IOException)
        {
            // The client went away in the middle of an answer.
            return 0;
        }
    }

    private async Task AnswerAsync(ReadOnlySequence<byte> line, CancellationToken stop)
    {
        _line.ResetWrittenCount();
        Handle(line);
        if (_line.WrittenCount > 0)
        {
            _line.Write("\n"u8);
            await output.WriteAsync(_line.WrittenMemory, stop);
            await output.FlushAsync(stop);
        }
    }

    private void Handle(ReadOnlySequence<byte> line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            Error(default, ParseError, "Parse error");
            return;
        }

        using (document)
        {
            JsonElement message = document.RootElement;
            if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("method"u8, out JsonElement method)
                || method.ValueKind != JsonValueKind.String)
            {
                Error(default, InvalidRequest, "Invalid request");
            }
            else if (message.TryGetProperty("id"u8, out JsonElement id))
            {
                message.TryGetProperty("params"u8, out JsonElement parameters);
                Request(id, method.GetString()!, parameters);
            }
        }
    }

    private void Request(JsonElement id, string method, JsonElement parameters)
    {
        switch (method)
        {
            case "initialize":
                Result(id, writer => Hello(writer, parameters));
                break;
            case "ping":
                Result(id, static _ => { });
                break;
            case "tools/list":
                Result(id, writer =>
                {
                    writer.WritePropertyName("tools"u8);
                    scenario.Tools.WriteTo(writer);
                });
                break;
            case "tools/call":
                Call(id, parameters);
                break;
            case "resources/list" when scenario.Resources is { } resources:
                Result(id, writer => DemoTexts.List(writer, "resources", resources));
                break;
            case "resources/read" when scenario.Resources is { } resources:
                Read(id, resources, "uri", parameters, DemoTexts.Contents);
                break;
            case "prompts/list" when scenario.Prompts is { } prompts:
                Result(id, writer => DemoTexts.List(writer, "prompts", prompts));
                break;
            case "prompts/get" when scenario.Prompts is { } prompts:
                Read(id, prompts, "name", parameters, DemoTexts.Message);
                break;
            default:
                Error(id, MethodNotFound, $"Method not found: {method}");
                break;
        }
    }

    private void Hello(Utf8JsonWriter writer, JsonElement parameters)
    {
        string? asked = Member(parameters, "protocolVersion").ValueKind == JsonValueKind.String
            ? Member(parameters, "protocolVersion").GetString()
            : null;
        writer.WriteString("protocolVersion"u8, s_versions.Contains(asked) ? asked : s_versions[^1]);
        writer.WriteStartObject("capabilities"u8);
        Capability(writer, "tools"u8, true);
        Capability(writer, "resources"u8, scenario.Resources is not null);
        Capability(writer, "prompts"u8, scenario.Prompts is not null);
        writer.WriteEndObject();
        writer.WriteStartObject("serverInfo"u8);
        writer.WriteString("name"u8, $"policyos-demo-{scenario.Name}");
        writer.WriteString("version"u8, "1.0.0");
        writer.WriteEndObject();
        writer.WriteString("instructions"u8, scenario.Instructions);
    }

    private static void Capability(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool has)
    {
        if (has)
        {
            writer.WriteStartObject(name);
            writer.WriteEndObject();
        }
    }

    private void Read(JsonElement id, IEnumerable<JsonObject> texts, string key, JsonElement parameters, Action<Utf8JsonWriter, JsonObject> write)
    {
        string asked = parameters.Text(key);
        if (texts.FirstOrDefault(text => DemoData.Text(text, key) == asked) is { } found)
        {
            Result(id, writer => write(writer, found));
        }
        else
        {
            Error(id, InvalidParams, $"Unknown {key}: {asked}");
        }
    }

    private void Call(JsonElement id, JsonElement parameters)
    {
        JsonElement name = Member(parameters, "name");
        if (name.ValueKind != JsonValueKind.String || !scenario.Handlers.TryGetValue(name.GetString()!, out Func<JsonElement, DemoReply>? handler))
        {
            Error(id, InvalidParams, $"Unknown tool: {name}");
            return;
        }

        DemoReply reply = handler(Member(parameters, "arguments"));
        Result(id, writer => Write(writer, reply));
    }

    private static void Write(Utf8JsonWriter writer, DemoReply reply)
    {
        string text = reply switch
        {
            DemoReply.Result result => result.Structured.ToJsonString(s_text),
            DemoReply.Failure failure => failure.Message,
            _ => throw new InvalidOperationException("a demo reply is a result or a failure"),
        };
        writer.WriteStartArray("content"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (reply is DemoReply.Result)
        {
            writer.WritePropertyName("structuredContent"u8);
            writer.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            writer.WriteBoolean("isError"u8, true);
        }
    }

    private void Result(JsonElement id, Action<Utf8JsonWriter> members) => Answer(id, writer =>
    {
        writer.WriteStartObject("result"u8);
        members(writer);
        writer.WriteEndObject();
    });

    private void Error(JsonElement id, int code, string message) => Answer(id, writer =>
    {
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, code);
        writer.WriteString("message"u8, message);
        writer.WriteEndObject();
    });

    private void Answer(JsonElement id, Action<Utf8JsonWriter> outcome)
    {
        using var writer = new Utf8JsonWriter(_line, s_wire);
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WritePropertyName("id"u8);
        if (id.ValueKind == JsonValueKind.Undefined)
        {
            writer.WriteNullValue();
        }
        else
        {
            id.WriteTo(writer);
        }

        outcome(writer);
        writer.WriteEndObject();
    }

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) ? member : default;
}
