namespace PolicyOs.Gateway.Pipeline;

/// <summary>The time limit of an attempt; it stands still while a person is asked (spec 3.1).</summary>
internal sealed class CallClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop;
    private readonly TimeProvider _time;
    private TimeSpan _left;
    private long _runningSince;
    private int _pauses;
    private bool _isDisposed;

    /// <summary>Runs from now on.</summary>
    public CallClock(TimeSpan limit, TimeProvider time)
    {
        (_left, _time) = (limit, time);
        _runningSince = time.GetTimestamp();
        _stop = new(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, time);
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
                _stop.CancelAfter(Timeout.InfiniteTimeSpan);
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
                _stop.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
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

        _stop.Dispose();
    }
}
