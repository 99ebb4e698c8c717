using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Events;

/// <summary>A reference value that a commit captures; the latest of a stage wins.</summary>
/// <param name="Envelope">Number of the envelope.</param>
/// <param name="Stage">Position of the stage.</param>
/// <param name="Key">Digest of the key values; zero for an envelope without key.</param>
/// <param name="Value">Null when the path was missing or held no number: the stage has no reference then.</param>
public readonly record struct EnvelopeCapture(int Envelope, int Stage, UInt128 Key, JsonNumber? Value);
