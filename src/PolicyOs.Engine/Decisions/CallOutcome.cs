using System.Text.Json;

namespace PolicyOs.Engine.Decisions;

/// <summary>What became of a dispatched call, after its last attempt. A closed hierarchy.</summary>
public abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <summary>The upstream answered with a tool result.</summary>
    /// <param name="Result">The result object as MCP sent it.</param>
    /// <param name="OutputSchemaViolation">The first violation of the output schema; null when there is none, or no schema.</param>
    /// <param name="OutputSchemaEvaluated">Whether there is an output schema and the result was held against it.</param>
    public sealed record Answered(JsonElement Result, string? OutputSchemaViolation, bool OutputSchemaEvaluated = false) : CallOutcome;

    /// <summary>The upstream answered with a JSON-RPC error.</summary>
    public sealed record RpcError(int Code, string Message) : CallOutcome;

    /// <summary>The upstream refused for now (429 or its equivalent), after every retry.</summary>
    public sealed record RateLimited(TimeSpan? RetryAfter) : CallOutcome;

    /// <summary>No answer within <c>timeouts.total_ms</c>.</summary>
    public sealed record TimedOut : CallOutcome;

    /// <summary>The connection failed after the call was sent.</summary>
    public sealed record ConnectionLost(string Why) : CallOutcome;

    /// <summary>The call was never sent.</summary>
    public sealed record NeverSent(string Why) : CallOutcome;

    /// <summary>The upstream refused the gateway's credential (401, 403); nothing was executed.</summary>
    public sealed record Unauthorized(string Why) : CallOutcome;

    /// <summary>The client cancelled after dispatch, and no answer came in the time that is waited.</summary>
    public sealed record Cancelled : CallOutcome;

    /// <summary>The upstream's answer broke the protocol.</summary>
    public sealed record ProtocolError(string Why) : CallOutcome;

    /// <summary>The upstream's answer was larger than a message may be.</summary>
    /// <param name="Bytes">Its size, as far as known.</param>
    public sealed record TooLarge(long Bytes) : CallOutcome;
}
