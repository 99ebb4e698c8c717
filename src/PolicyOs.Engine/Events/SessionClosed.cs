namespace PolicyOs.Engine.Events;

/// <summary>A session ends: disconnected without resume, idle, or closed by an operator.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="PrincipalId">Who it belongs to.</param>
/// <param name="Reason">In words.</param>
public sealed record SessionClosed(string SessionId, string PrincipalId, string Reason) : EngineEvent
{
    /// <inheritdoc/>
    public override EventStreams Streams => EventStreams.Session | EventStreams.Tenant;
}
