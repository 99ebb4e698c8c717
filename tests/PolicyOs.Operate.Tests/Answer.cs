using System.Text.Json;

namespace PolicyOs.Operate.Tests;

/// <summary>The answer to a tools/call.</summary>
internal sealed record Answer(JsonElement Message)
{
    /// <summary>Whether the tool worked.</summary>
    public bool IsFine => Message.TryGetProperty("result", out JsonElement result) && !(result.TryGetProperty("isError", out JsonElement error) && error.GetBoolean());

    /// <summary>The decision's code; null for a call that went through.</summary>
    public string? Code => IsFine ? null : Decision.GetProperty("code").GetString();

    /// <summary>The ticket.</summary>
    public string Approval => Decision.GetProperty("approval_id").GetString()!;

    private JsonElement Decision => Message.TryGetProperty("result", out JsonElement result)
        ? result.GetProperty("_meta").GetProperty("policyos/decision")
        : Message.GetProperty("error").GetProperty("data").GetProperty("policyos");
}
