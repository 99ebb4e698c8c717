using System.Text.Json;

namespace PolicyOs.Operate.Tests;

/// <summary>The answer to a tools/call.</summary>
internal sealed record Answer(JsonElement Message)
{
    /// <summary>Whether the tool worked.</summary>
    public bool IsFine => Message.TryGetProperty("result", out JsonElement result) && !(result.TryGetProperty("isError", out JsonElement error) && error.GetBoolean());

    /// <summary>The decision's code; null for a call that went through.</summary>
    public string? Code => IsFine ? null : Decision.GetProperty("code").GetString();

    /// <summary>Whether the server may have seen the call: <c>not_sent</c>, <c>in_doubt</c>, <c>failed</c>.</summary>
    public string? Outcome => Decision.GetProperty("outcome").GetString();

    /// <summary>The ticket.</summary>
    public string Approval => Decision.GetProperty("approval_id").GetString()!;

    private JsonElement Decision => Message.TryGetProperty("result", out JsonElement result)
        ? result.GetProperty("_meta").GetProperty("policyos/decision")
        : Message.GetProperty("error").GetProperty("data").GetProperty("policyos");
}
