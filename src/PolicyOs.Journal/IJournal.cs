namespace PolicyOs.Journal;

/// <summary>The one append-only truth (spec 5).</summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// Appends to one or several streams, all or nothing. A stale expectation is refused with the stream's present sequence; the caller
    /// folds the newer events and decides again.
    /// </summary>
    /// <param name="appends">Each stream at most once.</param>
    /// <param name="durability">Whether to wait for the disk.</param>
    /// <param name="cancellation">Stops waiting, not the append.</param>
    /// <exception cref="JournalException">The store cannot take the events (full disk, read-only, closed); nothing was appended.</exception>
    ValueTask<AppendResult> AppendAsync(IReadOnlyList<StreamAppend> appends, Durability durability, CancellationToken cancellation);

    /// <summary>The events of a stream from a sequence on (1 is the first), in order.</summary>
    IAsyncEnumerable<JournalEvent> ReadAsync(string stream, long fromSequence, CancellationToken cancellation);

    /// <summary>The last sequence of a stream; 0 when it has no events.</summary>
    ValueTask<long> HeadAsync(string stream, CancellationToken cancellation);

    /// <summary>Streams whose name starts with a prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> StreamsAsync(string prefix, CancellationToken cancellation);

    /// <summary>
    /// Calls back with the stream's name after events were appended by any writer, this process or another, within 200 ms, until the
    /// returned watch is disposed. Callbacks return at once and never throw.
    /// </summary>
    IDisposable Watch(Action<string> appended);

    /// <summary>As <see cref="Watch"/>, but told only of what other processes appended: what this one appends it knows.</summary>
    IDisposable WatchOthers(Action<string> appended);
}
