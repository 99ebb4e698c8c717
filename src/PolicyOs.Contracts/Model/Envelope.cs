using System.Collections.Immutable;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Model;

/// <summary>A flow constraint across calls (spec 1.5).</summary>
/// <param name="Name">Unique.</param>
/// <param name="Stages">At least two.</param>
/// <param name="Constraint">What a constrained value must satisfy.</param>
/// <param name="Band">A fraction, for within_band only.</param>
/// <param name="Reason">The author's words.</param>
public sealed record Envelope(
    string Name, ImmutableArray<EnvelopeStage> Stages, EnvelopeConstraint Constraint, JsonNumber? Band, string Reason);
