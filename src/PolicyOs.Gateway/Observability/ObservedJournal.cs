using PolicyOs.Journal;

namespace PolicyOs.Gateway.Observability;

/// <summary>A journal whose appends are measured; stands before the real one only where telemetry is on.</summary>
internal sealed class ObservedJournal(IJournal inner, TimeProvider time) : IJournal
{
    /// <inheritdoc/>
    public async ValueTask<AppendResult> AppendAsync(IReadOnlyList<StreamAppend> appends, Durability durability, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        AppendResult result = await inner.AppendAsync(appends, durability, cancellation);
        Metrics.AppendTook(time.GetElapsedTime(start));
        return result;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEvent> ReadAsync(string stream, long fromSequence, CancellationToken cancellation) => inner.ReadAsync(stream, fromSequence, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> HeadAsync(string stream, CancellationToken cancellation) => inner.HeadAsync(stream, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> StreamsAsync(string prefix, CancellationToken cancellation) => inner.StreamsAsync(prefix, cancellation);

    /// <inheritdoc/>
    public IDisposable Watch(Action<string> appended) => inner.Watch(appended);

    /// <inheritdoc/>
    public IDisposable WatchOthers(Action<string> appended) => inner.WatchOthers(appended);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
