namespace PolicyOs.Engine.State;

/// <summary>What is kept of an idempotency key (spec 2.9).</summary>
/// <param name="CallId">The call that has it, whose result is kept beside the journal.</param>
/// <param name="ArgumentsHash">Keyed hash of that call's arguments.</param>
/// <param name="PrincipalId">Who made it.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Expires">From then on a recorded key is free again; one in flight or in doubt is not.</param>
/// <param name="UpstreamSafe">Whether a repeat in doubt is sent again.</param>
public sealed record IdempotencyRecord(
    string CallId, string ArgumentsHash, string PrincipalId, IdempotencyStatus Status, DateTimeOffset Expires, bool UpstreamSafe);
