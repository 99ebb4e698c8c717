namespace PolicyOs.Benchmarks.Load;

/// <summary>Durations of calls and what is said about them.</summary>
internal sealed class Latencies
{
    private readonly List<double> _microseconds = [];
    private double _seconds;

    /// <summary>Calls that were measured.</summary>
    public int Count => _microseconds.Count;

    /// <summary>Calls a second over all rounds.</summary>
    public double Throughput => Count / _seconds;

    /// <summary>Adds a round.</summary>
    public void Add(IEnumerable<TimeSpan> calls, TimeSpan round)
    {
        _microseconds.AddRange(calls.Select(call => call.TotalMicroseconds));
        _seconds += round.TotalSeconds;
    }

    /// <summary>The duration, in microseconds, that a share of the calls does not exceed.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Percentile(double share)
    {
        double[] sorted = [.. _microseconds.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
