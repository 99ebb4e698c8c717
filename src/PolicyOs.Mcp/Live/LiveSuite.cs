using PolicyOs.Contracts.Model;
using PolicyOs.Mcp.Commands;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Mcp.Live;

/// <summary>All golden tasks of a bundle, each in front of servers of its own: as many at once as there are processors, those that expect a time one by one.</summary>
internal static class LiveSuite
{
    /// <exception cref="SurfaceException">A gateway cannot be started, or broke off.</exception>
    public static async Task<BundleTestReport> RunAsync(CompiledBundle bundle, CancellationToken stop)
    {
        GoldenTask[] tasks = [.. GoldenRunner.TasksOf(bundle)];
        var played = new (GoldenResult Result, string? Skipped)[tasks.Length];
        using var progress = new ProgressLine(bundle.Name, tasks.Length, "tasks");
        foreach (IGrouping<bool, int> group in Enumerable.Range(0, tasks.Length).GroupBy(i => IsTimed(tasks[i])))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = group.Key ? 1 : Environment.ProcessorCount, CancellationToken = stop };
            await Parallel.ForEachAsync(group, options, async (i, cancelled) =>
            {
                played[i] = await LiveRunner.RunAsync(bundle, tasks[i], cancelled);
                progress.Step();
            });
        }

        return new(bundle.Name, [.. played.Where(static p => p.Skipped is null).Select(static p => p.Result)])
        {
            Skipped = [.. played.Where(static p => p.Skipped is not null).Select(static p => (p.Result.Task, p.Skipped!))],
        };
    }

    private static bool IsTimed(GoldenTask task) => task.Steps.OfType<GoldenStep.Call>().Any(static call => call.Expect?.MaxDuration is not null);
}
