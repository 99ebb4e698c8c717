using System.Collections.Immutable;

namespace PolicyOs.Verification.Recorded;

/// <summary>One session of a journal. Events that only pretend to be an operator's are left out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Tenant">The tenant of its principal.</param>
/// <param name="Events">In order.</param>
/// <param name="Contexts">In order; empty when none was kept.</param>
public sealed record RecordedSession(
    string Id, string Stream, string Tenant, ImmutableArray<RecordedEvent> Events, ImmutableArray<RecordedContext> Contexts)
{
    /// <summary>What the event of a sequence was decided with; null when that was not kept.</summary>
    public RecordedContext? ContextAt(long sequence) =>
        Contexts.LastOrDefault(context => context.Since < sequence) ?? Contexts.FirstOrDefault();
}
