using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Memory;

/// <summary>Anchors that end with the process. They share the journal's lock.</summary>
/// <param name="journalLock">The journal's.</param>
/// <param name="head">The end of a stream; called under the lock.</param>
/// <param name="keys">Signs.</param>
/// <param name="journal">The journal's id.</param>
/// <param name="clock">The time of an anchor.</param>
internal sealed class MemoryAnchors(Lock journalLock, Func<string, AnchoredHead> head, JournalKeys keys, string journal, TimeProvider clock) : IAnchors
{
    private readonly List<Anchor> _anchors = [];
    private readonly HashSet<string> _moved = new(StringComparer.Ordinal);

    /// <summary>A stream has a new end; called under the lock.</summary>
    public void Moved(string stream) => _moved.Add(stream);

    /// <inheritdoc/>
    public ValueTask<Anchor?> SignAsync(CancellationToken cancellation)
    {
        lock (journalLock)
        {
            if (_moved.Count == 0)
            {
                return new((Anchor?)null);
            }

            AnchoredHead[] heads = [.. _moved.Order(StringComparer.Ordinal).Select(head)];
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
