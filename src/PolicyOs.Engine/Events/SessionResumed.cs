namespace PolicyOs.Engine.Events;

/// <summary>A session goes on after a disconnect or a restart.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="PrincipalId">Who it belongs to.</param>
public sealed record SessionResumed(string SessionId, string PrincipalId) : EngineEvent
{
    /// <inheritdoc/>
    public override EventStreams Streams => EventStreams.Session | EventStreams.Tenant;
}
