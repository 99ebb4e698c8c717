namespace PolicyOs.Engine.Events;

/// <summary>An operator stops a session; its principal opens no new one until it is released.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="PrincipalId">Who it belongs to.</param>
/// <param name="By">The operator.</param>
/// <param name="Reason">In words.</param>
public sealed record SessionKilled(string SessionId, string PrincipalId, string By, string Reason) : EngineEvent
{
    /// <inheritdoc/>
    public override EventStreams Streams => EventStreams.Session | EventStreams.Tenant;
}
