using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Verification.Golden;

/// <summary>What a recorded upstream answers, as the outcome that the engine settles.</summary>
internal static class RecordedUpstream
{
    private static readonly JsonElement s_empty = JsonElement.Parse("{}"u8);

    /// <summary>The outcome of a call.</summary>
    public static CallOutcome Answer(GoldenResponse? response, ToolDefinition definition) => response switch
    {
        null => Answered(s_empty, definition),
        GoldenResponse.Result result => Answered(result.Data, definition),
        GoldenResponse.Error { Code: { } code } error when int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) =>
            new CallOutcome.RpcError(number, error.Message),
        GoldenResponse.Error error => new CallOutcome.Answered(ErrorResult(error), null),
        GoldenResponse.Lost => new CallOutcome.TimedOut(),
        _ => throw new InvalidOperationException("an answer of an unknown kind"),
    };

    /// <summary>A result that was right, whatever the schemas say.</summary>
    public static CallOutcome Given(JsonElement data) => new CallOutcome.Answered(Result(data), null);

    private static CallOutcome.Answered Answered(JsonElement data, ToolDefinition definition)
    {
        JsonElement result = Result(data);
        return new(result, definition.CheckOutput(result), definition.HasOutputSchema);
    }

    private static JsonElement Result(JsonElement data) => Write(w =>
    {
        w.WriteStartArray("content"u8);
        w.WriteEndArray();
        w.WritePropertyName("structuredContent"u8);
        data.WriteTo(w);
    });

    private static JsonElement ErrorResult(GoldenResponse.Error error) => Write(w =>
    {
        w.WriteStartArray("content"u8);
        w.WriteStartObject();
        w.WriteString("type"u8, "text"u8);
        w.WriteString("text"u8, error.Message);
        w.WriteEndObject();
        w.WriteEndArray();
        if (error.Code is not null)
        {
            w.WriteStartObject("structuredContent"u8);
            w.WriteString("code"u8, error.Code);
            w.WriteEndObject();
        }

        w.WriteBoolean("isError"u8, true);
    });

    private static JsonElement Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
