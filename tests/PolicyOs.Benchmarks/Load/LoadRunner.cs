using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.Benchmarks.Load;

/// <summary>
/// <c>-- load</c>: what the gateway adds to a call, measured end to end over real processes. Direct and governed take turns in one run, so
/// that what the machine does besides falls on both.
/// </summary>
internal static class LoadRunner
{
    private const int Rounds = 10;
    private const int WarmUpRounds = 12;
    private const int CallsPerRound = 5000;
    private const int Starts = 20;

    /// <summary>Measures, prints a table and writes it to <paramref name="report"/>.</summary>
    /// <param name="program">The published executable.</param>
    /// <param name="report">Path of the file; null prints only.</param>
    /// <returns>0, or 1 when a goal is missed.</returns>
    public static async Task<int> RunAsync(SelfCommand program, string? report)
    {
        LoadTarget direct = LoadTarget.Direct(program);
        LoadTarget governed = LoadTarget.Governed(program);
        string folder = Directory.CreateTempSubdirectory("policyos-load-").FullName;
        var results = new LoadResults(
            await CallsAsync(direct, governed, inFlight: 1),
            await CallsAsync(direct, governed, inFlight: 32),
            await CallsAsync(LoadTarget.DirectSdk(), LoadTarget.GovernedSdk(program, folder), inFlight: 32),
            await StartsAsync(direct, governed));
        Directory.Delete(folder, recursive: true);
        string text = LoadReport.Write(results);
        await Console.Out.WriteLineAsync(text);
        if (report is not null)
        {
            await File.WriteAllTextAsync(report, text);
        }

        return results.Goals.All(goal => goal.IsMet) ? 0 : 1;
    }

    private static async Task<LoadPair<Latencies>> CallsAsync(LoadTarget direct, LoadTarget governed, int inFlight)
    {
        await Console.Error.WriteLineAsync($"{Rounds} rounds of {CallsPerRound} calls each way, {inFlight} in flight");
        await using LineClient toServer = await direct.ConnectAsync();
        await using LineClient toGateway = await governed.ConnectAsync();
        var pair = new LoadPair<Latencies>(new(), new());

        // The runtime compiles what is called often in the background; neither side is measured while that lasts.
        var warmUp = new Latencies();
        for (int round = 0; round < WarmUpRounds; round++)
        {
            await direct.MeasureAsync(toServer, CallsPerRound, inFlight, warmUp);
            await governed.MeasureAsync(toGateway, CallsPerRound, inFlight, warmUp);
        }

        for (int round = 0; round < Rounds; round++)
        {
            await direct.MeasureAsync(toServer, CallsPerRound, inFlight, pair.Direct);
            await governed.MeasureAsync(toGateway, CallsPerRound, inFlight, pair.Governed);
        }

        return pair;
    }

    private static async Task<LoadPair<TimeSpan>> StartsAsync(LoadTarget direct, LoadTarget governed)
    {
        await Console.Error.WriteLineAsync($"{Starts} starts each way");
        var (server, gateway) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (int start = 0; start < Starts; start++)
        {
            server.Add(await direct.StartupAsync());
            gateway.Add(await governed.StartupAsync());
        }

        return new(Median(server), Median(gateway));
    }

    private static TimeSpan Median(List<TimeSpan> values)
    {
        TimeSpan[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
