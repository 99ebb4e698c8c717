namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// The messages of one response stream, between whoever produces them and the one connection that reads them. A resumable one keeps what was
/// read for a while, so that a client whose connection broke gets the rest (MCP 2025-11-25, Streamable HTTP, resumability).
/// </summary>
/// <param name="name">The stream's part of event ids.</param>
/// <param name="backlog">Bounds what waits for slow readers.</param>
/// <param name="replay">Bounds what is kept for those that come back; null for a stream that ends with its connection.</param>
/// <param name="isAnswer">Whether a connection waits for it from the beginning: what comes before that one reads is not kept as if nobody were there.</param>
internal sealed class EventLog(string name, Backlog backlog, ReplayWindow? replay, bool isAnswer = false) : IReply
{
    private readonly Lock _gate = new();
    private readonly List<StreamEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastNumber;
    private long _lastRead;
    private long _waiting;
    private TimeSpan? _pause;
    private int _reader;
    private bool _isAttached = isAnswer;
    private bool _isFinished;
    private bool _isClosed;

    /// <summary>The stream's part of event ids.</summary>
    public string Name => name;

    /// <summary>Bytes that wait for the reader.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Whether it was closed before its end: its reader was too slow, or its session ended.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Called once, when nothing is left of a finished stream.</summary>
    public Action? Emptied { get; set; }

    /// <inheritdoc/>
    public bool Send(ReadOnlySpan<byte> message) => Append(message.ToArray(), 0);

    /// <inheritdoc/>
    public void Finish(byte[]? message, int httpStatus) => Append(message, httpStatus);

    /// <inheritdoc/>
    public void Suspend(TimeSpan pause)
    {
        lock (_gate)
        {
            // Who is gone already comes back when it wants.
            if (replay is not null && !_isFinished && !_isClosed && (_isAttached || _reader == 0))
            {
                _pause = pause;
                Move();
            }
        }
    }

    /// <summary>A connection begins to read; one that read before is told to stop.</summary>
    /// <param name="after">The number of the last event that it knows; null for what nobody has read.</param>
    /// <returns>What it shows when it reads.</returns>
    public int Attach(long? after)
    {
        lock (_gate)
        {
            _lastRead = Math.Clamp(after ?? _lastRead, 0, _lastNumber);
            _isAttached = true;
            Move();
            return ++_reader;
        }
    }

    /// <summary>A connection has ended.</summary>
    public void Detach(int reader)
    {
        lock (_gate)
        {
            if (reader != _reader)
            {
                return;
            }

            _isAttached = false;
            _pause = null;
            backlog.Drained(_waiting);
            _waiting = 0;
            if (replay is null)
            {
                Drop();
                return;
            }

            Keep(_events.Where(e => e.Number > _lastRead), isRead: false);
        }

        replay.Trim();
    }

    /// <summary>Waits for events.</summary>
    /// <param name="reader">From <see cref="Attach"/>.</param>
    /// <param name="limit">How long at most.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellation">The connection has ended.</param>
    /// <returns>The next events; a pause alone; none when the limit is over; null when there will be none for this reader.</returns>
    public async Task<StreamEvent[]?> NextAsync(int reader, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            StreamEvent[] next;
            lock (_gate)
            {
                if (reader != _reader || _isClosed)
                {
                    return null;
                }

                next = [.. _events.Where(e => e.Number > _lastRead)];
                if (next.Length > 0)
                {
                    Read(next);
                }
                else if (_isFinished)
                {
                    return null;
                }
                else if (_pause is { } pause)
                {
                    _pause = null;
                    return [new(_lastRead, null, 0) { Pause = pause }];
                }

                changed = _changed.Task;
            }

            if (next.Length > 0)
            {
                replay?.Trim();
                return next;
            }

            try
            {
                await changed.WaitAsync(limit, time, cancellation);
            }
            catch (TimeoutException)
            {
                return [];
            }
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (_gate)
        {
            Drop();
        }
    }

    /// <summary>Forgets an event that was kept for those who come back.</summary>
    public void Forget(StreamEvent kept)
    {
        bool isEmptied;
        lock (_gate)
        {
            _events.Remove(kept);
            isEmptied = _isFinished && _events.Count == 0;
        }

        if (isEmptied)
        {
            Emptied?.Invoke();
        }
    }

    private bool Append(byte[]? message, int httpStatus)
    {
        bool isTooSlow;
        lock (_gate)
        {
            if (_isClosed || _isFinished)
            {
                return false;
            }

            var added = new StreamEvent(++_lastNumber, message, httpStatus);
            _events.Add(added);
            _isFinished = added.IsLast;
            if (!_isAttached && replay is not null)
            {
                Keep([added], isRead: false);
                isTooSlow = false;
            }
            else
            {
                _waiting += added.Size;
                isTooSlow = !backlog.Waits(this, added.Size);
            }

            Move();
        }

        replay?.Trim();
        if (isTooSlow)
        {
            Close();
        }

        return !isTooSlow;
    }

    private void Read(StreamEvent[] read)
    {
        _lastRead = read[^1].Number;
        backlog.Drained(_waiting);
        _waiting = 0;
        if (replay is null)
        {
            _events.Clear();
        }
        else
        {
            Keep(read, isRead: true);
        }
    }

    // Kept once: what comes back after a break is in the window already.
    private void Keep(IEnumerable<StreamEvent> events, bool isRead)
    {
        foreach (StreamEvent e in events.ToArray())
        {
            replay!.Keep(this, e, isRead);
        }
    }

    private void Drop()
    {
        _isClosed = true;
        backlog.Drained(_waiting);
        _waiting = 0;
        _events.Clear();
        Move();
    }

    private void Move()
    {
        TaskCompletionSource changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
