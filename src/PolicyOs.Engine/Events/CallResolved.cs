namespace PolicyOs.Engine.Events;

/// <summary>An operator says what became of a call in doubt.</summary>
/// <param name="CallId">The proposal.</param>
/// <param name="Tool">Tool number.</param>
/// <param name="WasExecuted">True: it did its work, its phase applies and its key answers repeats. False: everything it reserved is released.</param>
/// <param name="By">The operator.</param>
public sealed record CallResolved(string CallId, int Tool, bool WasExecuted, string By) : EngineEvent
{
    /// <summary>The phase entered; -1 when it stays.</summary>
    public int Phase { get; init; } = -1;

    /// <summary>The idempotency key in doubt; null when none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Where the reservation was.</summary>
    public EventStreams ReservedOn { get; init; } = EventStreams.Session;

    /// <inheritdoc/>
    public override EventStreams Streams => ReservedOn;
}
