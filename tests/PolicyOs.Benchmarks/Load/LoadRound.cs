using System.Diagnostics;

namespace PolicyOs.Benchmarks.Load;

/// <summary>A number of calls, some of them at once.</summary>
internal static class LoadRound
{
    /// <summary>Makes the calls and adds how long each took.</summary>
    /// <param name="calls">How many.</param>
    /// <param name="inFlight">How many at once.</param>
    /// <param name="call">Makes one; throws when it was not answered as it should be.</param>
    /// <param name="into">Takes the durations.</param>
    public static async Task RunAsync(int calls, int inFlight, Func<Task> call, Latencies into)
    {
        var durations = new TimeSpan[calls];
        int next = -1;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            for (int number = Interlocked.Increment(ref next); number < calls; number = Interlocked.Increment(ref next))
            {
                long sent = Stopwatch.GetTimestamp();
                await call();
                durations[number] = Stopwatch.GetElapsedTime(sent);
            }
        })));
        into.Add(durations, Stopwatch.GetElapsedTime(start));
    }
}
