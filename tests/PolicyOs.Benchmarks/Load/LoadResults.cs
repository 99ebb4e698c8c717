using System.Globalization;

namespace PolicyOs.Benchmarks.Load;

/// <summary>Everything that one run measured.</summary>
internal sealed record LoadResults(LoadPair<Latencies> OneInFlight, LoadPair<Latencies> ManyInFlight, LoadPair<Latencies> SdkManyInFlight, LoadPair<TimeSpan> Startup)
{
    private const double AddedMedianMicroseconds = 250;
    private const double AddedTailMicroseconds = 2000;
    private const double ThroughputShare = 0.5;
    private const double AddedStartupMilliseconds = 300;

    /// <summary>The goals, each held against what was measured.</summary>
    public IEnumerable<LoadGoal> Goals =>
    [
        AtMost("added p50, 1 in flight", Added(0.5), AddedMedianMicroseconds, "µs"),
        AtMost("added p99, 1 in flight", Added(0.99), AddedTailMicroseconds, "µs"),
        Share("throughput of direct, 32 in flight, C# SDK server", SdkManyInFlight),
        Share("throughput of direct, 32 in flight, demo inbox", ManyInFlight),
        AtMost("added startup to the answered hello", (Startup.Governed - Startup.Direct).TotalMilliseconds, AddedStartupMilliseconds, "ms"),
    ];

    private double Added(double share) => OneInFlight.Governed.Percentile(share) - OneInFlight.Direct.Percentile(share);

    private static LoadGoal Share(string name, LoadPair<Latencies> calls)
    {
        double ratio = calls.Governed.Throughput / calls.Direct.Throughput;
        return new(name, $"≥ {Text(ThroughputShare, "0.00")}", Text(ratio, "0.00"), ratio >= ThroughputShare);
    }

    private static LoadGoal AtMost(string name, double measured, double goal, string unit) =>
        new(name, $"≤ {Text(goal, "0")} {unit}", $"{Text(measured, "0")} {unit}", measured <= goal);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
