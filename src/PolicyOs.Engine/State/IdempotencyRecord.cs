namespace PolicyOs.Engine.State;

/// <summary>What is kept of an idempotency key (spec 2.9).</summary>
/// <param name="CallId">The call that has it, whose result is kept beside the journal.</param>
/// <param name="ArgumentsHash">Keyed hash of that call's arguments.</param>
/// <param name="PrincipalId">Who made it.</param>
/// <param name="SessionId">The session, of that principal, that it was made in.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Expires">From then on a recorded key is free again; one in flight or in doubt is not.</param>
/// <param name="UpstreamSafe">Whether a repeat in doubt is sent again.</param>
public sealed record IdempotencyRecord(
    string CallId, string ArgumentsHash, string PrincipalId, string SessionId, IdempotencyStatus Status, DateTimeOffset Expires, bool UpstreamSafe)
{
    private const int MaxEarlier = 8;

    /// <summary>The record of an equal call in doubt that this one repeats; when the repeat certainly did nothing, the doubt is back.</summary>
    public IdempotencyRecord? Earlier { get; init; }

    /// <summary>A record on top of an earlier one in doubt; only the latest few are kept.</summary>
    internal IdempotencyRecord On(IdempotencyRecord earlier) => this with { Earlier = earlier.Cut(MaxEarlier) };

    /// <summary>The record with the status of one call changed; the call may be an earlier one. A call that did nothing is taken out.</summary>
    internal IdempotencyRecord? With(string callId, IdempotencyStatus? status)
    {
        if (CallId != callId)
        {
            return this with { Earlier = Earlier?.With(callId, status) };
        }

        return status is { } known ? this with { Status = known } : Earlier;
    }

    private IdempotencyRecord Cut(int depth) => this with { Earlier = depth == 1 ? null : Earlier?.Cut(depth - 1) };
}
