using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Mcp.Live;

/// <summary>What a client saw of one call.</summary>
/// <param name="Verdict">allow, deny or ask; <c>error</c> for a protocol error that no gateway's decision explains.</param>
/// <param name="Code">The decision's, or the outcome's; null when there is none.</param>
/// <param name="Message">What the client was told where a code says that something is wrong.</param>
/// <param name="Evidence">verified, acknowledged, dispatched or none.</param>
/// <param name="Phase">The session's phase as far as its gateway has told it; null before it has.</param>
/// <param name="Tools">The tools that are listed after it.</param>
/// <param name="Duration">From the request to the answer, without the time that the person took.</param>
/// <param name="WasAsked">Whether a person was shown a form.</param>
internal sealed record LiveStep(
    string Verdict, string? Code, string? Message, string Evidence, string? Phase, ImmutableArray<string> Tools, TimeSpan Duration, bool WasAsked)
{
    /// <summary>Reads the answer to a call; lists and durations are the caller's to fill in.</summary>
    /// <param name="message">The answer.</param>
    public static LiveStep Of(JsonElement message)
    {
        JsonElement result;
        if (message.TryGetProperty("error"u8, out JsonElement error))
        {
            return error.TryGetProperty("data"u8, out JsonElement data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("policyos"u8, out JsonElement refused)
                ? Decided(refused)
                : new("allow", "EXECUTION_ERROR", error.GetProperty("message"u8).GetString(), "none", null, [], default, false);
        }

        result = message.GetProperty("result"u8);
        JsonElement meta = result.TryGetProperty("_meta"u8, out JsonElement found) ? found : default;
        LiveStep step = meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty("policyos/decision"u8, out JsonElement decision)
            ? Decided(decision)
            : new("allow", null, null, "none", null, [], default, false);
        return meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty("policyos/observation"u8, out JsonElement observation)
            ? step with
            {
                Evidence = observation.GetProperty("evidence"u8).GetString()!,
                Phase = observation.TryGetProperty("phase"u8, out JsonElement phase) ? phase.GetString() : null,
            }
            : step;
    }

    // In a bundle that reveals no reasons there is a code and no verdict: what is refused is denied.
    private static LiveStep Decided(JsonElement decision) => new(
        decision.TryGetProperty("verdict"u8, out JsonElement verdict) ? verdict.GetString()! : decision.TryGetProperty("approval_id"u8, out _) ? "ask" : "deny",
        decision.GetProperty("code"u8).GetString(),
        decision.TryGetProperty("message"u8, out JsonElement message) ? message.GetString() : null,
        "none",
        null,
        [],
        default,
        false);
}
