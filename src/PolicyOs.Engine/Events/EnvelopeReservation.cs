using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Events;

/// <summary>A constrained value of a monotonic envelope, in order from its reservation on.</summary>
/// <param name="Envelope">Number of the envelope.</param>
/// <param name="Key">Digest of the key values; zero for an envelope without key.</param>
/// <param name="Value">The value.</param>
public readonly record struct EnvelopeReservation(int Envelope, UInt128 Key, JsonNumber Value);
