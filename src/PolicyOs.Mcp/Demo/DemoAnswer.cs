using System.Text.Json;

namespace PolicyOs.Mcp.Demo;

/// <summary>What came back from a tools/call, as far as the demo looks at it.</summary>
/// <param name="Code">Null when the call was made and worked.</param>
/// <param name="Verdict">Of the decision that the answer carries; <c>allow</c> when it carries none.</param>
/// <param name="Text">What a model reads.</param>
/// <param name="Structured">Structured content; undefined when there is none.</param>
internal sealed record DemoAnswer(string? Code, string Verdict, string Text, JsonElement Structured)
{
    /// <summary>Reads an answer.</summary>
    public static DemoAnswer Of(JsonElement message)
    {
        if (!message.TryGetProperty("result"u8, out JsonElement result))
        {
            JsonElement error = message.GetProperty("error"u8);
            return new(error.GetProperty("code"u8).GetRawText(), "error", error.GetProperty("message"u8).GetString()!, default);
        }

        string text = string.Join('\n', result.GetProperty("content"u8).EnumerateArray()
            .Select(block => block.TryGetProperty("text"u8, out JsonElement words) ? words.GetString() : ""));
        JsonElement structured = result.TryGetProperty("structuredContent"u8, out JsonElement content) ? content : default;
        return result.TryGetProperty("_meta"u8, out JsonElement meta) && meta.TryGetProperty("policyos/decision"u8, out JsonElement decision)
            ? new(decision.GetProperty("code"u8).GetString(), decision.GetProperty("verdict"u8).GetString()!, text, structured)
            : new(result.TryGetProperty("isError"u8, out JsonElement failed) && failed.GetBoolean() ? "isError" : null, "allow", text, structured);
    }

    /// <summary>A string of the structured content; a dash when there is none.</summary>
    public string Field(string name) =>
        Structured.ValueKind == JsonValueKind.Object && Structured.TryGetProperty(name, out JsonElement value) ? value.ToString() : "-";
}
