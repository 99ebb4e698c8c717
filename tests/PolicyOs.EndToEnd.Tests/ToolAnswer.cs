using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>The answer to a tools/call.</summary>
internal sealed record ToolAnswer(JsonElement Message)
{
    /// <summary>The result.</summary>
    public JsonElement Result => Message.TryGetProperty("result", out JsonElement result)
        ? result
        : throw new InvalidOperationException("not a result: " + Message.GetRawText());

    /// <summary>Whether the tool worked.</summary>
    public bool IsFine => Message.TryGetProperty("result", out JsonElement result) && !(result.TryGetProperty("isError", out JsonElement error) && error.GetBoolean());

    /// <summary>The words that a model reads.</summary>
    public string Text => string.Join('\n', Result.GetProperty("content").EnumerateArray().Select(block => block.GetProperty("text").GetString()));

    /// <summary>What the gateway says about a refused call, from the result or from the error.</summary>
    public JsonElement Decision => Message.TryGetProperty("result", out JsonElement result)
        ? result.GetProperty("_meta").GetProperty("policyos/decision")
        : Message.GetProperty("error").GetProperty("data").GetProperty("policyos");

    /// <summary>The decision's code.</summary>
    public string? Code => Decision.GetProperty("code").GetString();

    /// <summary>The decision's verdict.</summary>
    public string? Verdict => Decision.GetProperty("verdict").GetString();

    /// <summary>not_sent · failed · in_doubt.</summary>
    public string? Outcome => Decision.GetProperty("outcome").GetString();

    /// <summary>What is stamped on a governed result.</summary>
    public JsonElement Observation => Result.GetProperty("_meta").GetProperty("policyos/observation");
}
