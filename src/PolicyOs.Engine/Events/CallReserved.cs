using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Events;

/// <summary>A call was allowed; its restrictive effects apply from here on (spec 2.4).</summary>
/// <param name="CallId">The proposal.</param>
/// <param name="Tool">Tool number.</param>
/// <param name="ArgumentsHash">Keyed hash of the canonical arguments.</param>
/// <param name="CallDigest">What an approval is bound to.</param>
public sealed record CallReserved(string CallId, int Tool, string ArgumentsHash, string CallDigest) : EngineEvent
{
    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>Who calls.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>Whether this is the proposal's first event, and so one step.</summary>
    public required bool CountsStep { get; init; }

    /// <summary>Whether it enters the loop window.</summary>
    public required bool EntersLoop { get; init; }

    /// <summary>The approval that it consumes; null when none was needed.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>USD reserved.</summary>
    public JsonNumber Cost { get; init; }

    /// <summary>What it adds to aggregates.</summary>
    public ImmutableArray<AggregateContribution> Aggregates { get; init; } = [];

    /// <summary>Its values in monotonic envelopes.</summary>
    public ImmutableArray<EnvelopeReservation> Envelopes { get; init; } = [];

    /// <summary>The idempotency key that it takes; null when none.</summary>
    public IdempotencyClaim? Idempotency { get; init; }

    /// <summary>What enforce would have said; null in enforce and where it would have allowed.</summary>
    public WouldFinding? Would { get; init; }

    /// <summary>Where it is appended, and where its settling event will be.</summary>
    public EventStreams ReservedOn { get; init; } = EventStreams.Session;

    /// <summary>The arguments, for the settlement in the same process; never journaled, so absent after reading back.</summary>
    public JsonElement Arguments { get; init; }

    /// <inheritdoc/>
    public override EventStreams Streams => ReservedOn;
}
