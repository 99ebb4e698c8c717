using System.Collections.Immutable;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.State;

/// <summary>What an envelope knows under one key.</summary>
/// <param name="References">Ceilings and floors by stage; the latest capture of each.</param>
/// <param name="Last">The latest anchor or initial value, or settled monotonic value.</param>
/// <param name="LastOrder">The sequence of the event that <paramref name="Last"/> dates from.</param>
internal sealed record EnvelopeState(ImmutableArray<JsonNumber?> References, JsonNumber? Last, long LastOrder)
{
    /// <summary>An envelope keeps at most this many keys (spec 1.5).</summary>
    public const int MaxKeys = 1_000;

    /// <summary>Captures a bound of a stage.</summary>
    public EnvelopeState WithReference(int stage, JsonNumber? value) => this with { References = References.SetItem(stage, value) };

    /// <summary>Takes a value into the series, unless a later one is there.</summary>
    public EnvelopeState WithLast(JsonNumber? value, long order) =>
        order >= LastOrder ? this with { Last = value, LastOrder = order } : this;
}
