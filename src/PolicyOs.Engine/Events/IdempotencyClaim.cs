namespace PolicyOs.Engine.Events;

/// <summary>An idempotency key that a reserved call takes (spec 2.9).</summary>
/// <param name="Key">Keyed hash of the key.</param>
/// <param name="Retention">How long its record answers repeats.</param>
/// <param name="UpstreamSafe">Whether the server itself takes a repeat for the same call.</param>
public sealed record IdempotencyClaim(string Key, TimeSpan Retention, bool UpstreamSafe);
