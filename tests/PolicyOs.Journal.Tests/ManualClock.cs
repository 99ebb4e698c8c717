namespace PolicyOs.Journal.Tests;

/// <summary>A clock that a test moves; timers fire on the thread that moves it.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public void Advance(TimeSpan by)
    {
        DateTimeOffset until = _now + by;
        while (Due(until) is { } timer)
        {
            timer.Fire();
        }

        _now = until;
    }

    /// <summary>As a wrongly set clock does; no timer fires.</summary>
    public void SetBack(TimeSpan by) => _now -= by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    private ManualTimer? Due(DateTimeOffset until)
    {
        lock (_lock)
        {
            ManualTimer? first = _timers.Where(t => t.At <= until).MinBy(t => t.At);
            _now = first?.At > _now ? first.At!.Value : _now;
            return first;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            At = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            _period = period;
            return true;
        }

        public void Fire()
        {
            At = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : At + _period;
            callback(state);
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
