using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Events;

/// <summary>A call was refused.</summary>
/// <param name="CallId">The proposal.</param>
/// <param name="Tool">The exposed name as the client wrote it, cut to 64 characters; it need not exist.</param>
/// <param name="ArgumentsHash">Keyed hash of the canonical arguments.</param>
/// <param name="Code">Why.</param>
/// <param name="Check">The check that refused.</param>
/// <param name="Message">In plain words; holds no argument value.</param>
public sealed record CallDenied(string CallId, string Tool, string ArgumentsHash, DecisionCode Code, string Check, string Message) : EngineEvent
{
    /// <summary>Whether this is the proposal's first event, and so one step.</summary>
    public required bool CountsStep { get; init; }

    /// <summary>Whether it enters the loop window.</summary>
    public required bool EntersLoop { get; init; }

    /// <summary>Whether it is a denial in the sense of the circuit breaker.</summary>
    public required bool CountsBlock { get; init; }

    /// <summary>The approval whose outcome this tells; it is not told twice after a timeout.</summary>
    public string? ApprovalId { get; init; }
}
