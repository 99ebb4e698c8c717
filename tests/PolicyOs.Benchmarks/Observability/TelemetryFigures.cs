using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using PolicyOs.Benchmarks.Load;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.Benchmarks.Observability;

/// <summary>
/// <c>-- telemetry</c>: what telemetry costs a call and a start, off and on, over real processes that take turns; beside them, if its path is
/// given, a program from before there was telemetry.
/// </summary>
internal static class TelemetryFigures
{
    private const int Rounds = 8;
    private const int CallsPerRound = 1000;
    private const int Starts = 9;

    // Where a call on the way through the gateway asks whether anybody looks.
    private const int GuardsPerCall = 9;

    public static async Task RunAsync(SelfCommand program, string? before)
    {
        await using var collector = new Collector();
        (string Name, LoadTarget Target)[] targets =
        [
            .. before is null ? Array.Empty<(string, LoadTarget)>() : [("before there was telemetry", LoadTarget.Governed(new(before, [])))],
            ("off", LoadTarget.Governed(program)),
            ("on: traces, metrics and logs", LoadTarget.Governed(new("env", ["OTEL_EXPORTER_OTLP_ENDPOINT=" + collector.Url, program.Program, .. program.Arguments]))),
        ];
        Latencies[] calls = await CallsAsync([.. targets.Select(t => t.Target)]);
        double[] starts = await StartsAsync([.. targets.Select(t => t.Target)]);
        Console.WriteLine("| telemetry | call p50 µs | call p99 µs | start to hello ms |");
        Console.WriteLine("|---|---:|---:|---:|");
        for (int i = 0; i < targets.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {targets[i].Name} | {calls[i].Percentile(0.5):F1} | {calls[i].Percentile(0.99):F1} | {starts[i]:F0} |"));
        }

        (double nanoseconds, long bytes) = Guards();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\nOff, a call asks {GuardsPerCall} times whether anybody looks: at most {nanoseconds:F1} ns and {bytes} B together."));
    }

    private static async Task<Latencies[]> CallsAsync(LoadTarget[] targets)
    {
        LineClient[] clients = await Task.WhenAll(targets.Select(target => target.ConnectAsync()));
        Latencies[] measured = [.. targets.Select(_ => new Latencies())];
        var warmUp = new Latencies();
        for (int round = -Rounds; round < Rounds; round++)
        {
            for (int i = 0; i < targets.Length; i++)
            {
                await targets[i].MeasureAsync(clients[i], CallsPerRound, 1, round < 0 ? warmUp : measured[i]);
            }
        }

        foreach (LineClient client in clients)
        {
            await client.DisposeAsync();
        }

        return measured;
    }

    private static async Task<double[]> StartsAsync(LoadTarget[] targets)
    {
        var times = new double[targets.Length][];
        for (int i = 0; i < targets.Length; i++)
        {
            times[i] = new double[Starts];
        }

        for (int start = 0; start < Starts; start++)
        {
            for (int i = 0; i < targets.Length; i++)
            {
                times[i][start] = (await targets[i].StartupAsync()).TotalMilliseconds;
            }
        }

        return [.. times.Select(t => t.Order().ElementAt(Starts / 2))];
    }

    // Each behind a call of its own, which the gateway's are not: an upper bound.
    private static (double Nanoseconds, long Bytes) Guards()
    {
        const int calls = 10_000_000;
        Count(calls);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        int seen = Count(calls);
        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls * GuardsPerCall;
        return seen == 0 ? (nanoseconds, GC.GetAllocatedBytesForCurrentThread() - allocated) : throw new InvalidOperationException("telemetry is on");
    }

    private static int Count(int calls)
    {
        int seen = 0;
        for (int i = 0; i < calls; i++)
        {
            seen += Guard() ? 1 : 0;
        }

        return seen;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Guard() => Telemetry.IsOn;
}
