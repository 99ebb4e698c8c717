namespace PolicyOs.Engine.Events;

/// <summary>A call was answered from the record of an earlier equal one (spec 2.9): one step and nothing else.</summary>
/// <param name="CallId">The proposal.</param>
/// <param name="Tool">Tool number.</param>
/// <param name="ReplayOf">The call whose result answers it.</param>
public sealed record CallReplayed(string CallId, int Tool, string ReplayOf) : EngineEvent
{
    /// <summary>Whether this is the proposal's first event, and so one step.</summary>
    public required bool CountsStep { get; init; }
}
