using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PolicyOs.Benchmarks.Journal;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.Benchmarks.Load;

/// <summary>
/// <c>-- store</c>: what the journal on disk adds to a call, beside the journal in memory and the disk's own floor, measured end to end over
/// real processes that take turns. The same tool is called as a read and, under a contract that says so, as a write.
/// </summary>
internal static class StoreCost
{
    private const int Rounds = 12;
    private const int CallsPerRound = 250;

    /// <summary>Measures, prints a table and writes it to <paramref name="report"/>.</summary>
    public static async Task RunAsync(SelfCommand program, string report)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("policyos-store-");
        try
        {
            string reads = Path.Combine(AppContext.BaseDirectory, "Load", "bundle");
            string writes = WithWrites(reads, folder.CreateSubdirectory("bundle").FullName);
            var (readCost, readFloor) = await MeasureAsync(program, reads, folder.CreateSubdirectory("reads").FullName);
            var (writeCost, writeFloor) = await MeasureAsync(program, writes, folder.CreateSubdirectory("writes").FullName);
            string text = Report((readCost, readFloor), (writeCost, writeFloor));
            await Console.Out.WriteLineAsync(text);
            await File.WriteAllTextAsync(report, text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(LoadPair<Latencies> Cost, double Floor)> MeasureAsync(SelfCommand program, string bundle, string folder)
    {
        LoadTarget memory = LoadTarget.Governed(program, bundle, "memory");
        LoadTarget sqlite = LoadTarget.Governed(program, bundle, "sqlite:" + Path.Combine(folder, "journal.db"));
        await using LineClient toMemory = await memory.ConnectAsync();
        await using LineClient toSqlite = await sqlite.ConnectAsync();
        var warmUp = new Latencies();
        for (int round = 0; round < Rounds; round++)
        {
            await memory.MeasureAsync(toMemory, CallsPerRound, 1, warmUp);
            await sqlite.MeasureAsync(toSqlite, CallsPerRound, 1, warmUp);
        }

        // The floor is looked at in turns too: what the disk does besides falls on all three.
        var floors = new List<double>();
        var cost = new LoadPair<Latencies>(new(), new());
        for (int round = 0; round < Rounds; round++)
        {
            floors.Add(JournalLoad.FsyncFloor(folder));
            await memory.MeasureAsync(toMemory, CallsPerRound, 1, cost.Direct);
            await sqlite.MeasureAsync(toSqlite, CallsPerRound, 1, cost.Governed);
        }

        await toMemory.EndAsync();
        await toSqlite.EndAsync();
        floors.Sort();
        return (cost, floors[floors.Count / 2]);
    }

    private static string WithWrites(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            string text = File.ReadAllText(file);
            File.WriteAllText(copy, Path.GetFileName(file) == "read_thread.yaml" ? text.Replace("side_effect: read", "side_effect: write", StringComparison.Ordinal) : text);
        }

        return to;
    }

    private static string Report((LoadPair<Latencies> Cost, double Floor) reads, (LoadPair<Latencies> Cost, double Floor) writes)
    {
        var text = new StringBuilder("# What the journal on disk adds to a call\n\n");
        Line(text, $"`dotnet run -c Release --project tests/PolicyOs.Benchmarks -- store` on {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription};");
        Line(text, $"stdio, one call at a time, sqlite `full` beside memory in turns, executable published ReadyToRun. The floor is one fsync of 4 KiB.");
        Line(text, $"");
        Line(text, $"| call | memory p50 µs | sqlite p50 µs | more µs | fsync floor µs | goal | |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---|");
        Row(text, "read", reads, 50);
        Row(text, "write", writes, 1.3 * writes.Floor);
        return text.ToString();
    }

    private static void Row(StringBuilder text, string call, (LoadPair<Latencies> Cost, double Floor) measured, double goal)
    {
        double memory = measured.Cost.Direct.Percentile(0.5);
        double sqlite = measured.Cost.Governed.Percentile(0.5);
        Line(text, $"| {call} | {memory:0} | {sqlite:0} | {sqlite - memory:0} | {measured.Floor:0} | ≤ {goal:0} | {(sqlite - memory <= goal ? "met" : "MISSED")} |");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
