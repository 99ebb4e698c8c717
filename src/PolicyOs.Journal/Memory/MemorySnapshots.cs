using System.Collections.Concurrent;
using PolicyOs.Journal.Snapshots;

namespace PolicyOs.Journal.Memory;

/// <summary>Snapshots that end with the process.</summary>
internal sealed class MemorySnapshots(MemoryJournal journal) : ISnapshots
{
    private readonly ConcurrentDictionary<(string Stream, string Version), Snapshot> _snapshots = new();

    /// <inheritdoc/>
    public ValueTask<Snapshot?> LatestAsync(string stream, string version, CancellationToken cancellation) =>
        new(_snapshots.GetValueOrDefault((stream, version)));

    /// <inheritdoc/>
    public ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (journal.Event(snapshot.Stream, snapshot.Sequence) is null)
        {
            throw new ArgumentException($"{snapshot.Stream} has no event {snapshot.Sequence}");
        }

        _snapshots[(snapshot.Stream, snapshot.Version)] = snapshot with { State = snapshot.State.ToArray() };
        return default;
    }
}
