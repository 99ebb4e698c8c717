namespace PolicyOs.Journal.Chain;

/// <summary>Gives times that never go back, so that a fold over events never sees time run backwards.</summary>
internal sealed class JournalClock(TimeProvider clock)
{
    /// <summary>A clock this far behind the last event was set wrong; less is the ordinary correction of a running clock.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>The time of the latest event.</summary>
    public DateTimeOffset Last => _last;

    /// <summary>How far the clock is behind the latest event; zero when that is within the tolerance.</summary>
    public TimeSpan Behind => _last - clock.GetUtcNow() is var behind && behind > Tolerance ? behind : TimeSpan.Zero;

    /// <summary>The time for the next event: now, or that of the latest event when the clock is behind it.</summary>
    public DateTimeOffset Next() => _last = clock.GetUtcNow() is var now && now > _last ? now : _last;

    /// <summary>Takes note of an event from elsewhere.</summary>
    public void Saw(DateTimeOffset time) => _last = time > _last ? time : _last;
}
