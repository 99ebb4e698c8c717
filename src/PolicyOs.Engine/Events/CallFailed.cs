using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Events;

/// <summary>A call certainly did nothing: its aggregates, cost, claims and idempotency key are released (spec 2.4).</summary>
/// <param name="CallId">The proposal.</param>
/// <param name="Tool">Tool number.</param>
/// <param name="Code">What went wrong.</param>
public sealed record CallFailed(string CallId, int Tool, DecisionCode Code) : EngineEvent
{
    /// <summary>Whether the circuit breaker counts it.</summary>
    public required bool CountsError { get; init; }

    /// <summary>Label numbers that the result adds.</summary>
    public ImmutableArray<int> Labels { get; init; } = [];

    /// <summary>The idempotency key that it gives back; null when none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Where the reservation was.</summary>
    public EventStreams ReservedOn { get; init; } = EventStreams.Session;

    /// <inheritdoc/>
    public override EventStreams Streams => ReservedOn;
}
