using System.Collections.Immutable;

namespace PolicyOs.Engine.State;

/// <summary>What bounds a principal's new sessions.</summary>
/// <param name="Open">Ids of sessions that are open.</param>
/// <param name="Killed">Ids of sessions that were killed and not released.</param>
/// <param name="Started">UTC ticks of the sessions opened within the last day.</param>
internal sealed record PrincipalRecord(ImmutableArray<string> Open, ImmutableArray<string> Killed, ImmutableArray<long> Started)
{
    public static PrincipalRecord Empty { get; } = new([], [], []);
}
