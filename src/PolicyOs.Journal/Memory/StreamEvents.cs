using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Memory;

/// <summary>
/// The events of one stream. Most are never read: they are written out and chained when one of them, or the last hash, is asked for. Under
/// the journal's lock.
/// </summary>
/// <param name="stream">Its name.</param>
/// <param name="source">The CloudEvents source.</param>
/// <param name="blocks">Where they are kept.</param>
internal sealed class StreamEvents(string stream, string source, EventBlocks blocks)
{
    private readonly List<EventBlocks.Place> _chained = [];
    private readonly Queue<Appended> _appended = new();
    private string? _lastHash;

    /// <summary>How many there are; the sequence of the last.</summary>
    public int Count => _chained.Count + _appended.Count;

    /// <summary>Adds the next.</summary>
    /// <param name="time">When it is appended.</param>
    /// <param name="id">Its id.</param>
    /// <param name="draft">Type and extensions.</param>
    /// <param name="data">Its data in canonical form.</param>
    public void Add(DateTimeOffset time, Guid id, EventDraft draft, ReadOnlySpan<byte> data) => _appended.Enqueue(new(
        time, id, draft.Type, draft.ActorId, draft.CausationId, draft.CorrelationId, draft.PolicyVersion, draft.TenantId, draft.TraceParent, blocks.Add(data)));

    /// <summary>Reads one back.</summary>
    /// <param name="sequence">From 1 to <see cref="Count"/>.</param>
    /// <param name="writer">Writes those that are not chained yet.</param>
    public JournalEvent Read(long sequence, EventWriter writer)
    {
        if (sequence > _chained.Count)
        {
            Chain(writer);
        }

        return EventReader.Read(blocks.At(_chained[(int)sequence - 1]));
    }

    /// <summary>The hash of the last event.</summary>
    public string LastHash(EventWriter writer)
    {
        Chain(writer);
        return _lastHash!;
    }

    private void Chain(EventWriter writer)
    {
        Span<char> id = stackalloc char[36];
        while (_appended.TryDequeue(out Appended next))
        {
            next.Id.TryFormat(id, out _);
            _lastHash = writer.Write(source, id, stream, _chained.Count + 1, next.Time, next.Draft, blocks.At(next.Data).Span, _lastHash);
            _chained.Add(blocks.Add(writer.Body));
        }
    }

    // No object of its own, and no reference but to texts that are there anyway.
    private readonly record struct Appended(
        DateTimeOffset Time,
        Guid Id,
        string Type,
        string? ActorId,
        string? CausationId,
        string? CorrelationId,
        string? PolicyVersion,
        string? TenantId,
        string? TraceParent,
        EventBlocks.Place Data)
    {
        public EventDraft Draft => new(Type, default)
        {
            ActorId = ActorId, CausationId = CausationId, CorrelationId = CorrelationId, PolicyVersion = PolicyVersion, TenantId = TenantId, TraceParent = TraceParent,
        };
    }
}
