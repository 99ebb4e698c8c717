namespace PolicyOs.Mcp.Hosting;

/// <summary>
/// Gives the system back what a start or a rush of calls has left of memory, once the process is at rest. Until then the collector keeps it, for it
/// may be needed again at once; but most gateways wait for their agent most of the time, many of them on one machine.
/// </summary>
internal sealed class MemoryRest : IAsyncDisposable
{
    /// <summary>Less than this in one interval, bytes, is rest.</summary>
    private const long AtRest = 256 * 1024;

    /// <summary>More than this since the last time, bytes, is worth a collection of everything.</summary>
    private const long Worthwhile = 8 * 1024 * 1024;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly ITimer _timer;
    private readonly Action _giveBack;
    private readonly Func<long> _allocated;
    private long _last;
    private long _given;

    /// <summary>Begins to look.</summary>
    /// <param name="time">The clock.</param>
    public MemoryRest(TimeProvider time)
        : this(time, static () => GC.GetTotalAllocatedBytes(), static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true))
    {
    }

    /// <summary>Begins to look.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="allocated">Bytes that were ever allocated.</param>
    /// <param name="giveBack">Collects everything.</param>
    internal MemoryRest(TimeProvider time, Func<long> allocated, Action giveBack)
    {
        (_allocated, _giveBack) = (allocated, giveBack);
        _timer = time.CreateTimer(static rest => ((MemoryRest)rest!).Look(), this, s_interval, s_interval);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        long allocated = _allocated();
        if (allocated - _last < AtRest && allocated - _given > Worthwhile)
        {
            _given = allocated;
            _giveBack();
        }

        _last = allocated;
    }
}
