using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Memory;

/// <summary>Anchors that end with the process. They share the journal's lock.</summary>
internal sealed class MemoryAnchors(Lock journalLock, JournalKeys keys, string journal, TimeProvider clock) : IAnchors
{
    private readonly List<Anchor> _anchors = [];
    private readonly Dictionary<string, AnchoredHead> _moved = new(StringComparer.Ordinal);

    /// <summary>A stream has a new end; called under the lock.</summary>
    public void Moved(string stream, long sequence, string hash) => _moved[stream] = new AnchoredHead(stream, sequence, hash);

    /// <inheritdoc/>
    public ValueTask<Anchor?> SignAsync(CancellationToken cancellation)
    {
        lock (journalLock)
        {
            if (_moved.Count == 0)
            {
                return new((Anchor?)null);
            }

            AnchoredHead[] heads = [.. _moved.Values.OrderBy(head => head.Stream, StringComparer.Ordinal)];
            string? previous = _anchors.Count == 0 ? null : AnchorBody.Hash(_anchors[^1].Body.Span);
            Anchor anchor = AnchorBody.Sign(keys, journal, _anchors.Count + 1, previous, heads, clock.GetUtcNow());
            _anchors.Add(anchor);
            _moved.Clear();
            return new(anchor);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Anchor> ReadAsync(long fromNumber, CancellationToken cancellation)
    {
        lock (journalLock)
        {
            return _anchors.Skip((int)fromNumber - 1).ToArray().ToAsyncEnumerable();
        }
    }
}
