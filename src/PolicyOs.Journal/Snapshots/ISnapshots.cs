namespace PolicyOs.Journal.Snapshots;

/// <summary>
/// States folded earlier. They are a cache: each is authenticated by the journal's key together with the hash of its last event, and one
/// that does not fit the stream is as good as absent.
/// </summary>
public interface ISnapshots
{
    /// <summary>The latest snapshot that a fold made of a stream; null when there is none to be trusted.</summary>
    ValueTask<Snapshot?> LatestAsync(string stream, string version, CancellationToken cancellation);

    /// <summary>Keeps a snapshot in place of the fold's earlier one. Its last event must be in the journal.</summary>
    ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellation);
}
