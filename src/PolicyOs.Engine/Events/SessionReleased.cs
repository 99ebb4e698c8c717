namespace PolicyOs.Engine.Events;

/// <summary>An operator lifts a kill or a tripped circuit breaker.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="PrincipalId">Who it belongs to.</param>
/// <param name="By">The operator.</param>
public sealed record SessionReleased(string SessionId, string PrincipalId, string By) : EngineEvent
{
    /// <inheritdoc/>
    public override EventStreams Streams => EventStreams.Session | EventStreams.Tenant;
}
