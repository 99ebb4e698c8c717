namespace PolicyOs.Gateway.Pipeline;

/// <summary>The time limit of an attempt; it stands still while a person is asked (spec 3.1).</summary>
internal sealed class CallClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TimeSpan _left;
    private long _runningSince;
    private int _pauses;
    private bool _isDisposed;

    /// <summary>Runs from now on.</summary>
    public CallClock(TimeSpan limit, TimeProvider time)
    {
        (_left, _time) = (limit, time);
        _runningSince = time.GetTimestamp();
        _timer = time.CreateTimer(static clock => ((CallClock)clock!).Stop(), this, limit > TimeSpan.Zero ? limit : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the limit is used up, or by <see cref="Stop"/>.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>A person is asked: the limit waits. Pauses nest.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (!_isDisposed && _pauses++ == 0)
            {
                _left -= _time.GetElapsedTime(_runningSince);
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The person has answered.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            if (!_isDisposed && --_pauses == 0)
            {
                _runningSince = _time.GetTimestamp();
                _timer.Change(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Ends the attempt now.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }
        }

        _stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
        _stop.Dispose();
    }
}
