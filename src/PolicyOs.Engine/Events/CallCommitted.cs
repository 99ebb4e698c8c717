using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Events;

/// <summary>A call's permissive effects apply (spec 2.4).</summary>
/// <param name="CallId">The proposal.</param>
/// <param name="Tool">Tool number.</param>
/// <param name="Evidence">What proves it.</param>
public sealed record CallCommitted(string CallId, int Tool, Evidence Evidence) : EngineEvent
{
    /// <summary>The phase entered; -1 when it stays.</summary>
    public int Phase { get; init; } = -1;

    /// <summary>Whether the phase was to advance and could not: the edge no longer exists.</summary>
    public bool PhaseStayed { get; init; }

    /// <summary>What the client was told went wrong although the call counts as committed (commit_requirement none); null when nothing.</summary>
    public DecisionCode? Code { get; init; }

    /// <summary>Slots filled or emptied.</summary>
    public ImmutableArray<SlotCapture> Slots { get; init; } = [];

    /// <summary>Envelope references.</summary>
    public ImmutableArray<EnvelopeCapture> Envelopes { get; init; } = [];

    /// <summary>Precondition facts.</summary>
    public ImmutableArray<FactCapture> Facts { get; init; } = [];

    /// <summary>Label numbers that the result adds.</summary>
    public ImmutableArray<int> Labels { get; init; } = [];

    /// <summary>USD charged in place of what was reserved; null keeps the reserved amount.</summary>
    public JsonNumber? Cost { get; init; }

    /// <summary>The idempotency key whose record this completes; null when none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether the call failed upstream in a way that the circuit breaker counts (commit_requirement none).</summary>
    public bool CountsError { get; init; }

    /// <summary>Where the reservation was.</summary>
    public EventStreams ReservedOn { get; init; } = EventStreams.Session;

    /// <inheritdoc/>
    public override EventStreams Streams => ReservedOn;
}
