namespace PolicyOs.Gateway.Upstream;

/// <summary>How often a server that keeps ending is started again: at most four times a minute (spec 3.1).</summary>
internal sealed class SpawnBudget(TimeProvider time)
{
    private const int PerMinute = 4;

    private readonly Queue<long> _spawns = new();

    /// <summary>How long to wait before the next start: a delay, or until there is one left.</summary>
    public TimeSpan AtLeast(TimeSpan delay)
    {
        TimeSpan untilAllowed = _spawns.Count < PerMinute ? TimeSpan.Zero : TimeSpan.FromMinutes(1) - time.GetElapsedTime(_spawns.Peek());
        return untilAllowed > delay ? untilAllowed : delay;
    }

    /// <summary>It is started.</summary>
    public void Spend()
    {
        if (_spawns.Count >= PerMinute)
        {
            _spawns.Dequeue();
        }

        _spawns.Enqueue(time.GetTimestamp());
    }
}
