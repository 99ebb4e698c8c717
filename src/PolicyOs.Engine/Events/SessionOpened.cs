using System.Collections.Immutable;

namespace PolicyOs.Engine.Events;

/// <summary>A session begins.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="PrincipalId">Who it belongs to.</param>
/// <param name="Tenant">The principal's tenant.</param>
/// <param name="Purpose">What it is for; null when none was stated.</param>
/// <param name="Labels">Names of labels that it starts with, a parent session's for instance.</param>
public sealed record SessionOpened(string SessionId, string PrincipalId, string Tenant, string? Purpose, ImmutableArray<string> Labels) : EngineEvent
{
    /// <inheritdoc/>
    public override EventStreams Streams => EventStreams.Session | EventStreams.Tenant;
}
