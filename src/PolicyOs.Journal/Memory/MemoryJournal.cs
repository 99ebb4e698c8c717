using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Chain;
using PolicyOs.Journal.Keys;
using PolicyOs.Journal.Records;
using PolicyOs.Journal.Snapshots;

namespace PolicyOs.Journal.Memory;

/// <summary>A journal that ends with the process: for tests and ephemeral runs (spec 5.3). Every call completes at once.</summary>
public sealed class MemoryJournal : IJournalStore
{
    private readonly JournalOptions _options;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StreamEvents> _streams = new(StringComparer.Ordinal);
    private readonly EventBlocks _blocks = new();
    private readonly EventWriter _writer;
    private readonly JournalClock _clock;
    private readonly MemoryAnchors _anchors;
    private readonly Watches _watches = new();
    private bool _closed;

    /// <summary>An empty journal with keys of its own.</summary>
    public MemoryJournal(JournalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _writer = new EventWriter();
        _clock = new JournalClock(options.Clock);
        Id = options.NewId(options.Clock.GetUtcNow()).ToString();
        _anchors = new MemoryAnchors(_lock, Head, Keys, Id, options.Clock);
        Snapshots = new MemorySnapshots(this);
        Records = new MemoryRecords(options.Clock);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public JournalKeys Keys { get; } = JournalKeys.Create();

    /// <inheritdoc/>
    public JournalHealth Health
    {
        get
        {
            lock (_lock)
            {
                return _closed ? new JournalHealth(JournalFault.Closed, "the journal is closed") : _clock.Health ?? JournalHealth.Good;
            }
        }
    }

    /// <inheritdoc/>
    public IAnchors Anchors => _anchors;

    /// <inheritdoc/>
    public ISnapshots Snapshots { get; }

    /// <inheritdoc/>
    public IRecords Records { get; }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(
        IReadOnlyList<StreamAppend> appends, Durability durability, CancellationToken cancellation)
    {
        PreparedAppend[] prepared = PreparedAppend.All(appends);
        lock (_lock)
        {
            ThrowIfClosed();
            if (durability == Durability.Synced && _clock.Health is { } health)
            {
                throw new JournalException(health.Fault, health.Message);
            }

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
            return ReadEventsAsync(stream, fromSequence, Sequence(stream));
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
    /// <remarks>Nobody is told: no other process can write to this one's memory.</remarks>
    public IDisposable WatchOthers(Action<string> appended) => new Watches().Add(appended);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            Keys.Dispose();
        }

        return default;
    }

    /// <summary>One event; null when there is none.</summary>
    internal JournalEvent? Event(string stream, long sequence)
    {
        lock (_lock)
        {
            return sequence > 0 && sequence <= Sequence(stream) ? _streams[stream].Read(sequence, _writer) : null;
        }
    }

    // Event by event, and only to where the stream ended when it was asked for.
    private async IAsyncEnumerable<JournalEvent> ReadEventsAsync(string stream, long from, long to)
    {
        for (long sequence = from; sequence <= to; sequence++)
        {
            yield return Event(stream, sequence)!;
        }

        await Task.CompletedTask;
    }

    private long Sequence(string stream) => _streams.TryGetValue(stream, out StreamEvents? events) ? events.Count : 0;

    private void Write(PreparedAppend append)
    {
        string stream = append.Append.Stream;
        if (!_streams.TryGetValue(stream, out StreamEvents? events))
        {
            _streams[stream] = events = new(stream, _options.Source, _blocks);
        }

        for (int i = 0; i < append.Data.Length; i++)
        {
            DateTimeOffset time = _clock.Next();
            events.Add(time, _options.NewId(time), append.Append.Events[i], append.Data[i]);
        }

        _anchors.Moved(stream);
    }

    private AnchoredHead Head(string stream) => new(stream, _streams[stream].Count, _streams[stream].LastHash(_writer));

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new JournalException("the journal is closed");
        }
    }
}
