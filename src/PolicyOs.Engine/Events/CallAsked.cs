namespace PolicyOs.Engine.Events;

/// <summary>A call waits for a person.</summary>
/// <param name="CallId">The proposal.</param>
/// <param name="Tool">Tool number.</param>
/// <param name="ArgumentsHash">Keyed hash of the canonical arguments.</param>
/// <param name="ApprovalId">The approval that is asked for.</param>
public sealed record CallAsked(string CallId, int Tool, string ArgumentsHash, string ApprovalId) : EngineEvent
{
    /// <summary>Whether this is the proposal's first event, and so one step.</summary>
    public required bool CountsStep { get; init; }

    /// <summary>Whether it enters the loop window.</summary>
    public required bool EntersLoop { get; init; }
}
