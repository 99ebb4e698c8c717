namespace PolicyOs.Engine.State;

/// <summary>The times of the last dispatched calls, a ring as long as the largest limit: a window is full when the call that many places back is in it.</summary>
internal sealed class RateWindow
{
    private readonly ChunkedArray<long> _ticks;
    private readonly long _calls;

    public RateWindow(int capacity)
        : this(new ChunkedArray<long>(capacity), 0)
    {
    }

    private RateWindow(ChunkedArray<long> ticks, long calls) => (_ticks, _calls) = (ticks, calls);

    /// <summary>The time of the last call, in UTC ticks; 0 when there was none.</summary>
    public long Last => _calls == 0 ? 0 : _ticks[(int)((_calls - 1) % _ticks.Length)];

    public RateWindow With(long ticks) => new(_ticks.With((int)(_calls % _ticks.Length), ticks), _calls + 1);

    /// <summary>How long until another call fits; zero when it does now.</summary>
    public TimeSpan WaitFor(int? limit, long windowTicks, long now)
    {
        if (limit is not { } calls || _calls < calls)
        {
            return TimeSpan.Zero;
        }

        long free = _ticks[(int)((_calls - calls) % _ticks.Length)] + windowTicks;
        return free > now ? TimeSpan.FromTicks(free - now) : TimeSpan.Zero;
    }
}
