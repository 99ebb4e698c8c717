namespace PolicyOs.Journal.Chain;

/// <summary>Gives times that never go back, so that a fold over events never sees time run backwards.</summary>
internal sealed class JournalClock(TimeProvider clock)
{
    /// <summary>A clock this far behind the last event was set wrong; less is the ordinary correction of a running clock.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>What is wrong when the clock is behind the latest event by more than the tolerance; else null.</summary>
    public JournalHealth? Health => _last - clock.GetUtcNow() is var behind && behind > Tolerance
        ? new JournalHealth(JournalFault.ClockBehind, $"the clock is {behind} behind the journal's latest event ({_last:O}); set the clock")
        : null;

    /// <summary>The time for the next event: now, or that of the latest event when the clock is behind it.</summary>
    public DateTimeOffset Next() => _last = clock.GetUtcNow() is var now && now > _last ? now : _last;

    /// <summary>Takes note of an event from elsewhere.</summary>
    public void Saw(DateTimeOffset time) => _last = time > _last ? time : _last;
}
