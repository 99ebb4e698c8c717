using System.Diagnostics;
using PolicyOs.Contracts;
using PolicyOs.Testing;

namespace PolicyOs.Benchmarks.Contracts;

/// <summary>
/// <c>dotnet run -c Release --project tests/PolicyOs.Benchmarks -- contracts</c>: loads, compiles and analyses 1,000 tools with ten rules each, first
/// once and then warm. The bound is 1.5 s. Before that a small bundle in a cold process.
/// </summary>
internal static class LargeBundleLoad
{
    private const int Tools = 1_000;
    private const int Repeats = 7;

    internal static void Run()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("policyos-large-");
        try
        {
            LargeBundle.Write(folder.FullName, Tools);
            (double smallWall, double smallProcessor) = Time(RepositoryRoot.At("bundles", "inbox-triage"));
            Console.WriteLine($"inbox-triage, first load of the process: {smallWall} ms, of which {smallProcessor} ms of processor");
            (double wall, double processor) = Time(folder.FullName);
            Console.WriteLine($"cold: {wall} ms, of which {processor} ms of processor");
            (double Wall, double Processor)[] warm = [.. Enumerable.Range(0, Repeats).Select(_ => Time(folder.FullName)).OrderBy(t => t.Wall)];
            Console.WriteLine($"warm: median {warm[Repeats / 2].Wall} ms, best {warm[0].Wall} ms, of which {warm.Min(t => t.Processor)} ms of processor");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Beside the clock the processor's time, which a busy machine distorts less.</summary>
    private static (double Wall, double Processor) Time(string folder)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        BundleLoad load = BundleLoader.Load(folder);
        double wall = Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        double used = Math.Round((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        return load.Bundle is null
            ? throw new InvalidOperationException(string.Join('\n', load.Diagnostics.Take(5)))
            : (wall, used);
    }
}
