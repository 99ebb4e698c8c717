namespace PolicyOs.Gateway.Client.Http;

/// <summary>What the streams of one session keep for a client that comes back with Last-Event-ID: the newest, up to a bound.</summary>
/// <param name="maxBytes">The bound; the newest event is kept whatever its size.</param>
internal sealed class ReplayWindow(long maxBytes = 256 * 1024)
{
    private readonly Lock _gate = new();
    private readonly Queue<(EventLog Stream, StreamEvent Event)> _kept = new();
    private readonly HashSet<StreamEvent> _known = new(ReferenceEqualityComparer.Instance);
    private long _bytes;

    /// <summary>Keeps an event; one that is kept already is not kept twice.</summary>
    public void Keep(EventLog stream, StreamEvent added)
    {
        lock (_gate)
        {
            if (_known.Add(added))
            {
                _kept.Enqueue((stream, added));
                _bytes += added.Size;
            }
        }
    }

    /// <summary>Forgets the oldest beyond the bound. Called while no stream is locked: it locks those that forget.</summary>
    public void Trim()
    {
        List<(EventLog Stream, StreamEvent Event)> forgotten = [];
        lock (_gate)
        {
            while (_bytes > maxBytes && _kept.Count > 1)
            {
                (EventLog Stream, StreamEvent Event) oldest = _kept.Dequeue();
                _known.Remove(oldest.Event);
                _bytes -= oldest.Event.Size;
                forgotten.Add(oldest);
            }
        }

        foreach ((EventLog from, StreamEvent old) in forgotten)
        {
            from.Forget(old);
        }
    }
}
