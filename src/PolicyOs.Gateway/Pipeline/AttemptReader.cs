using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>An answer on the wire as an outcome that the engine knows.</summary>
internal static class AttemptReader
{
    /// <summary>Reads an answer to tools/call.</summary>
    public static Attempt Read(RpcAnswer answer, ToolDefinition definition) => answer switch
    {
        RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } result } => new(Answered(result, definition), result),
        RpcAnswer.Result => new(new CallOutcome.ProtocolError("its result is not an object")),
        RpcAnswer.Error error when IsRateLimited(error.Parsed) => new(new CallOutcome.RateLimited(RetryAfter(error.Parsed.Data)), Error: error.AsSent),
        RpcAnswer.Error error => new(new CallOutcome.RpcError(error.Parsed.Code, error.Parsed.Message), Error: error.AsSent),
        RpcAnswer.Unreadable { IsTooLarge: true } => new(new CallOutcome.TooLarge(0)),
        RpcAnswer.Unreadable unreadable => new(new CallOutcome.ProtocolError(unreadable.Reason)),
        RpcAnswer.Lost lost => new(new CallOutcome.ConnectionLost(lost.Reason)),
        RpcAnswer.NotSent notSent => new(new CallOutcome.NeverSent(notSent.Reason)),
        RpcAnswer.Abandoned => new(new CallOutcome.Cancelled()),
        RpcAnswer.HttpRefused { Status: 401 or 403 } refused => new(new CallOutcome.Unauthorized(refused.Reason)),
        RpcAnswer.HttpRefused { Status: 429 } refused => new(new CallOutcome.RateLimited(refused.RetryAfter)),
        RpcAnswer.HttpRefused refused => new(new CallOutcome.RpcError(refused.Status, refused.Reason)),
        _ => new(new CallOutcome.ProtocolError("an answer of an unknown kind")),
    };

    /// <summary>The class of failure that <c>retries.retry_on</c> names; null for what is never tried again.</summary>
    public static RetryClass? ClassOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.TimedOut => RetryClass.Timeout,
        CallOutcome.RateLimited => RetryClass.RateLimited,
        CallOutcome.ConnectionLost or CallOutcome.NeverSent => RetryClass.TransportError,

        // JSON-RPC 2.0, section 5.1: -32603 and the range left to servers are theirs; the rest says that the request was wrong.
        CallOutcome.RpcError { Code: -32603 or (>= -32099 and <= -32000) or (>= 500 and <= 599) } => RetryClass.ServerError,
        _ => null,
    };

    // An error result is not the output that the schema describes.
    private static CallOutcome.Answered Answered(JsonElement result, ToolDefinition definition) =>
        result.TryGetProperty("isError"u8, out JsonElement isError) && isError.ValueKind == JsonValueKind.True
            ? new(result, null)
            : new(result, definition.CheckOutput(result), definition.HasOutputSchema);

    private static bool IsRateLimited(RpcError error) =>
        error.Code == 429
        || (error.Data is { ValueKind: JsonValueKind.Object } data
            && data.TryGetProperty("status"u8, out JsonElement status) && status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out int code) && code == 429);

    private static TimeSpan? RetryAfter(JsonElement? data)
    {
        if (data is not { ValueKind: JsonValueKind.Object } d)
        {
            return null;
        }

        return Seconds(d, "retry_after_ms"u8, 0.001) ?? Seconds(d, "retryAfterMs"u8, 0.001) ?? Seconds(d, "retry_after"u8, 1) ?? Seconds(d, "retryAfter"u8, 1);
    }

    private static TimeSpan? Seconds(JsonElement data, ReadOnlySpan<byte> name, double unit) =>
        data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double n) && n is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(n * unit)
            : null;
}
