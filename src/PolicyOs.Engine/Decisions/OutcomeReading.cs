using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Decisions;

/// <summary>What an outcome says, before the contract says what follows from it.</summary>
internal sealed record OutcomeReading
{
    /// <summary>Whether the call left the gateway.</summary>
    public required bool IsSent { get; init; }

    /// <summary>A non-error result that passed every output check there is.</summary>
    public bool IsSuccess { get; init; }

    /// <summary>Whether a call that went wrong may have had an effect nevertheless.</summary>
    public bool MayHaveActed { get; init; }

    /// <summary>What went wrong; null when nothing, or when the error is an allowed one.</summary>
    public DecisionCode? Code { get; init; }

    /// <summary>In plain words, without a full stop; holds no value of the result.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>The result's data (spec 2.5); null when there is no result.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>Whether an output schema or invariant was evaluated.</summary>
    public bool OutputChecked { get; init; }

    /// <summary>Whether one of them failed.</summary>
    public bool FailsOutputCheck { get; init; }

    /// <summary>Whether the circuit breaker counts it.</summary>
    public bool CountsError { get; init; } = true;

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The entry of mcp_contract's <c>errors</c> that the error matches.</summary>
    public ErrorClass? Class { get; init; }
}
