using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PolicyOs.Journal;
using PolicyOs.Journal.Memory;
using PolicyOs.Journal.Sqlite;

namespace PolicyOs.Benchmarks.Journal;

/// <summary>
/// How many events a journal takes, beside what the disk can do: <c>dotnet run -c Release --project tests/PolicyOs.Benchmarks -- journal [FOLDER]</c>.
/// </summary>
internal static class JournalLoad
{
    private const string Data =
        """{"args_hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","call":"call-17","cost":"0.002","tool":"draft_reply","version":"1.4.0"}""";

    private static readonly JournalOptions Options = new("policyos/support", TimeProvider.System, Guid.CreateVersion7);

    /// <summary>Runs everything and prints a table.</summary>
    public static async Task RunAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, SQLite {SqliteLibrary.Ensure()}"));
        Console.WriteLine();
        Console.WriteLine("| what | events/s | p50 µs | p99 µs | fsync floor µs | p50 ÷ floor |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        await using (var memory = new MemoryJournal(Options))
        {
            await MeasureAsync("memory, 1 writer", memory, null, 1, 100_000, Durability.Synced);
        }

        await SqliteAsync(folder, "sqlite full, 1 writer, not waited for", 1, 100_000, Durability.Written, true);
        await SqliteAsync(folder, "sqlite full, 1 writer", 1, 3_000, Durability.Synced, true);
        await SqliteAsync(folder, "sqlite full, 32 writers", 32, 100_000, Durability.Synced, true);
        await SqliteAsync(folder, "sqlite relaxed, 32 writers", 32, 400_000, Durability.Synced, false);
        Console.WriteLine();
        await JournalReads.RunAsync(folder, Options);
    }

    private static async Task SqliteAsync(string folder, string name, int writers, int events, Durability durability, bool full)
    {
        string path = Path.Combine(folder, Guid.CreateVersion7().ToString() + ".db");
        double before = FsyncFloor(folder);
        var file = new SqliteJournalOptions(path, SqliteAccess.Serve) { WaitForDisk = full };
        await using (var journal = SqliteJournal.Open(file, Options))
        {
            await MeasureAsync(name, journal, () => (before + FsyncFloor(folder)) / 2, writers, events, durability);
        }

        foreach (string left in Directory.GetFiles(folder, Path.GetFileName(path) + "*"))
        {
            File.Delete(left);
        }
    }

    private static async Task MeasureAsync(string name, IJournal journal, Func<double>? floor, int writers, int events, Durability durability)
    {
        var draft = new EventDraft("policyos.call.reserved", Encoding.UTF8.GetBytes(Data)) { CorrelationId = "call-17", ActorId = "anna", TenantId = "acme", PolicyVersion = "sha256:ab12" };
        await WriteAsync(journal, "session/warm/", draft, 4, 250, durability);
        var watch = Stopwatch.StartNew();
        double[] times = await WriteAsync(journal, "session/anna/", draft, writers, events / writers, durability);
        double seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(times);
        double p50 = times[times.Length / 2];
        double? fsync = floor?.Invoke();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {times.Length / seconds:N0} | {p50:N1} | {times[times.Length * 99 / 100]:N1} | {fsync:N0} | {p50 / fsync:N2} |"));
    }

    private static async Task<double[]> WriteAsync(IJournal journal, string prefix, EventDraft draft, int writers, int each, Durability durability)
    {
        double[][] times = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var own = new double[each];
            EventDraft[] events = [draft];
            for (int i = 0; i < each; i++)
            {
                long start = Stopwatch.GetTimestamp();
                AppendResult result = await journal.AppendAsync([new StreamAppend(prefix + writer, i, events)], durability, CancellationToken.None);
                own[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                if (!result.IsAppended)
                {
                    throw new InvalidOperationException("nobody else writes there");
                }
            }

            return own;
        })));
        return [.. times.SelectMany(t => t)];
    }

    /// <summary>What one sync costs when 4 KiB were appended to a file, in microseconds.</summary>
    public static double FsyncFloor(string folder)
    {
        string path = Path.Combine(folder, "floor.tmp");
        var times = new double[400];
        using (var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite))
        {
            byte[] page = new byte[4096];
            for (int i = 0; i < times.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                RandomAccess.Write(handle, page, i * 4096L);
                RandomAccess.FlushToDisk(handle);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        File.Delete(path);
        Array.Sort(times);
        return times[times.Length / 2];
    }
}
