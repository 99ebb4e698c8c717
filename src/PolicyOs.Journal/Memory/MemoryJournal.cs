using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Memory;

/// <summary>A journal that ends with the process: for tests and ephemeral runs (spec 5.3). Every call completes at once.</summary>
public sealed class MemoryJournal(JournalOptions options) : IJournal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<JournalEvent>> _streams = new(StringComparer.Ordinal);
    private readonly EventWriter _writer = new(options.Source);
    private readonly JournalClock _clock = new(options.Clock);
    private readonly Watches _watches = new();
    private bool _closed;

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(
        IReadOnlyList<StreamAppend> appends, Durability durability, CancellationToken cancellation)
    {
        PreparedAppend[] prepared = PreparedAppend.All(appends);
        lock (_lock)
        {
            ThrowIfClosed();
            foreach (StreamAppend append in appends)
            {
                long actual = Sequence(append.Stream);
                if (actual != append.ExpectedSequence)
                {
                    return new(new AppendResult(append.Stream, actual));
                }
            }

            foreach (PreparedAppend append in prepared)
            {
                Write(append);
            }
        }

        if (!_watches.IsEmpty)
        {
            foreach (StreamAppend append in appends)
            {
                _watches.Tell(append.Stream);
            }
        }

        return new(default(AppendResult));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEvent> ReadAsync(string stream, long fromSequence, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        lock (_lock)
        {
            ThrowIfClosed();
            return _streams.TryGetValue(stream, out List<JournalEvent>? events) && fromSequence <= events.Count
                ? events[(int)(fromSequence - 1)..].ToAsyncEnumerable()
                : AsyncEnumerable.Empty<JournalEvent>();
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> HeadAsync(string stream, CancellationToken cancellation)
    {
        lock (_lock)
        {
            ThrowIfClosed();
            return new(Sequence(stream));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> StreamsAsync(string prefix, CancellationToken cancellation)
    {
        lock (_lock)
        {
            ThrowIfClosed();
            string[] names = [.. _streams.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
            Array.Sort(names, StringComparer.Ordinal);
            return names.ToAsyncEnumerable();
        }
    }

    /// <inheritdoc/>
    public IDisposable Watch(Action<string> appended) => _watches.Add(appended);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
        }

        return default;
    }

    private long Sequence(string stream) => _streams.TryGetValue(stream, out List<JournalEvent>? events) ? events.Count : 0;

    private void Write(PreparedAppend append)
    {
        string stream = append.Append.Stream;
        if (!_streams.TryGetValue(stream, out List<JournalEvent>? events))
        {
            _streams[stream] = events = [];
        }

        for (int i = 0; i < append.Data.Length; i++)
        {
            EventDraft draft = append.Append.Events[i] with { Data = append.Data[i] };
            DateTimeOffset time = _clock.Next();
            Guid id = options.NewId(time);
            string? previous = events.Count == 0 ? null : events[^1].Hash;
            string hash = _writer.Write(id, stream, events.Count + 1, time, draft, append.Data[i], previous);
            events.Add(new JournalEvent(id.ToString(), options.Source, stream, events.Count + 1, time, draft, previous, hash));
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new JournalException("the journal is closed");
        }
    }
}
