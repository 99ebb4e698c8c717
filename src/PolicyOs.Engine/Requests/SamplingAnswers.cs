using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Requests;

/// <summary><c>response_format_invariants</c> on what the client's model answered while a tool's call was under way (spec 1.4).</summary>
public static class SamplingAnswers
{
    /// <summary>Why an answer is withheld from the server; null when it may have it.</summary>
    /// <param name="tool">The tool that is under way.</param>
    /// <param name="result">The result of sampling/createMessage.</param>
    public static RequestFinding? WhyNot(Tool tool, JsonElement result)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return tool.Contract?.ResponseFormat is { } format && Problem(format, result) is { } problem
            ? new(DecisionCode.OutputInvariantFailed, $"the model's answer is not what {tool.Name} needs: {problem} (response_format_invariants)")
            : null;
    }

    private static string? Problem(ResponseFormat format, JsonElement result)
    {
        string? reason = result.ValueKind == JsonValueKind.Object && result.TryGetProperty("stopReason"u8, out JsonElement stop) && stop.ValueKind == JsonValueKind.String
            ? stop.GetString()
            : null;
        if (format.FinishReason is { } wanted && (reason is null || Normal(reason) != Normal(wanted)))
        {
            return $"it ended for {(reason is null ? "no stated reason" : $"`{reason}`")}, not for `{wanted}`";
        }

        int calls = Blocks(result).Count(static block => TypeOf(block) == "tool_use");
        return format.ToolCallsPresent is { } present && calls > 0 != present
            ? present ? "it calls no tool" : "it calls a tool"
            : format.ContentMustBeEmptyWhenToolCalls == true && calls > 0 && Blocks(result).Any(IsContent) ? "it says something beside its tool calls" : null;
    }

    private static JsonElement[] Blocks(JsonElement result) =>
        result.ValueKind != JsonValueKind.Object || !result.TryGetProperty("content"u8, out JsonElement content) ? []
        : content.ValueKind == JsonValueKind.Array ? [.. content.EnumerateArray()]
        : [content];

    private static bool IsContent(JsonElement block) => TypeOf(block) switch
    {
        "tool_use" => false,
        "text" => !block.TryGetProperty("text"u8, out JsonElement text) || text.ValueKind != JsonValueKind.String || text.GetString()!.Length > 0,
        _ => true,
    };

    private static string? TypeOf(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object && block.TryGetProperty("type"u8, out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    // Contracts are written in the words of providers; the protocol has its own for the same (MCP specification, sampling, stopReason).
    private static string Normal(string reason) => ProviderCondition.Normal(reason) switch
    {
        "toolcalls" => "tooluse",
        "stop" => "endturn",
        "length" => "maxtokens",
        var other => other,
    };
}
