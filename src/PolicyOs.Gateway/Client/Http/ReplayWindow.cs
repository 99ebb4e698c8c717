namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// What the streams of one session keep for a client that comes back with Last-Event-ID: the newest, up to a bound. What was written once is
/// kept for connections that break in that moment alone, so that it gets less room than what nobody was there to read.
/// </summary>
/// <param name="maxUnread">Bytes of events that no connection has read; the newest is kept whatever its size.</param>
/// <param name="maxRead">Bytes of events that one has read; likewise.</param>
internal sealed class ReplayWindow(long maxUnread = 256 * 1024, long maxRead = 16 * 1024)
{
    private readonly Lock _gate = new();
    private readonly HashSet<StreamEvent> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Kept _unread = new(maxUnread);
    private readonly Kept _read = new(maxRead);

    /// <summary>Keeps an event; one that is kept already is not kept twice.</summary>
    public void Keep(EventLog stream, StreamEvent added, bool isRead)
    {
        lock (_gate)
        {
            if (_known.Add(added))
            {
                (isRead ? _read : _unread).Add(stream, added);
            }
        }
    }

    /// <summary>Forgets the oldest beyond the bounds. Called while no stream is locked: it locks those that forget.</summary>
    public void Trim()
    {
        List<(EventLog Stream, StreamEvent Event)> forgotten = [];
        lock (_gate)
        {
            _unread.Trim(forgotten);
            _read.Trim(forgotten);
            foreach ((_, StreamEvent old) in forgotten)
            {
                _known.Remove(old);
            }
        }

        foreach ((EventLog from, StreamEvent old) in forgotten)
        {
            from.Forget(old);
        }
    }

    /// <summary>Events in the order in which they came.</summary>
    private sealed class Kept(long maxBytes)
    {
        private readonly Queue<(EventLog Stream, StreamEvent Event)> _events = new();
        private long _bytes;

        public void Add(EventLog stream, StreamEvent added)
        {
            _events.Enqueue((stream, added));
            _bytes += added.Size;
        }

        public void Trim(List<(EventLog Stream, StreamEvent Event)> forgotten)
        {
            while (_bytes > maxBytes && _events.Count > 1)
            {
                (EventLog Stream, StreamEvent Event) oldest = _events.Dequeue();
                _bytes -= oldest.Event.Size;
                forgotten.Add(oldest);
            }
        }
    }
}
