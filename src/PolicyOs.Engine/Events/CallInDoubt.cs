using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Events;

/// <summary>Nobody knows whether a call did something: nothing is released and nothing permissive applies (spec 2.4).</summary>
/// <param name="CallId">The proposal.</param>
/// <param name="Tool">Tool number.</param>
/// <param name="Code">What went wrong.</param>
public sealed record CallInDoubt(string CallId, int Tool, DecisionCode Code) : EngineEvent
{
    /// <summary>Whether the circuit breaker counts it.</summary>
    public required bool CountsError { get; init; }

    /// <summary>Label numbers that the result adds.</summary>
    public ImmutableArray<int> Labels { get; init; } = [];

    /// <summary>The idempotency key that is in doubt with it; null when none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Where the reservation was.</summary>
    public EventStreams ReservedOn { get; init; } = EventStreams.Session;

    /// <inheritdoc/>
    public override EventStreams Streams => ReservedOn;
}
