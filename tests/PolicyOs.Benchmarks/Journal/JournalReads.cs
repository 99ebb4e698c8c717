using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyOs.Journal;
using PolicyOs.Journal.Audit;
using PolicyOs.Journal.Snapshots;
using PolicyOs.Journal.Sqlite;

namespace PolicyOs.Benchmarks.Journal;

/// <summary>Opening a long session, export, verification, and the command line beside a busy gateway.</summary>
internal static class JournalReads
{
    private const string Session = "session/anna/long";

    private static readonly EventDraft Draft = new("policyos.call.committed", Encoding.UTF8.GetBytes("""{"call":"call-17","effect":"none","evidence":"verified","tool":"read_ticket"}"""))
    {
        CorrelationId = "call-17", ActorId = "anna", TenantId = "acme", PolicyVersion = "sha256:ab12",
    };

    /// <summary>Runs everything and prints a line for each.</summary>
    public static async Task RunAsync(string folder, JournalOptions options)
    {
        string path = Path.Combine(folder, "reads.db");
        await FillAsync(path, options);
        await OpenAsync(path, options);
        string export = Path.Combine(folder, "reads.jsonl");
        await ExportAsync(path, export, options);
        for (int i = 0; i < 3; i++)
        {
            Verify(export);
        }

        await BesideAsync(path, options);
        foreach (string left in Directory.GetFiles(folder, "reads.*"))
        {
            File.Delete(left);
        }
    }

    private static async Task FillAsync(string path, JournalOptions options)
    {
        await using SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(path, SqliteAccess.Serve), options);
        EventDraft[] hundred = [.. Enumerable.Repeat(Draft, 100)];
        for (int i = 0; i < 1000; i++)
        {
            await journal.AppendAsync([new StreamAppend(Session, i * 100, hundred)], Durability.Written, CancellationToken.None);
            await journal.AppendAsync([new StreamAppend("session/bert/" + (i % 50), i / 50 * 100, hundred)], Durability.Written, CancellationToken.None);
        }

        await journal.Snapshots.SaveAsync(new Snapshot(Session, "fold-1", 99_500, new byte[20_000]), CancellationToken.None);
    }

    private static async Task OpenAsync(string path, JournalOptions options)
    {
        await using SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(path, SqliteAccess.Serve), options);
        var watch = Stopwatch.StartNew();
        Snapshot? snapshot = await journal.Snapshots.LatestAsync(Session, "fold-1", CancellationToken.None);
        int tail = await journal.ReadAsync(Session, snapshot!.Sequence + 1, CancellationToken.None).CountAsync();
        Print($"open a session of 100,000 events by its snapshot and {tail} events: {watch.Elapsed.TotalMilliseconds:N1} ms (goal 50)");
        watch.Restart();
        int all = await journal.ReadAsync(Session, 1, CancellationToken.None).CountAsync();
        Print($"read all {all:N0} events, each checked: {watch.Elapsed.TotalMilliseconds:N0} ms");
    }

    private static async Task ExportAsync(string path, string export, JournalOptions options)
    {
        await using SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(path, SqliteAccess.Serve), options);
        await using FileStream output = new(export, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        var watch = Stopwatch.StartNew();
        await AuditExport.WriteAsync(journal, output, CancellationToken.None);
        Print($"export: {200_000 / watch.Elapsed.TotalSeconds:N0} events/s, {output.Length / 200_000} bytes each");
    }

    private static void Verify(string export)
    {
        using FileStream file = File.OpenRead(export);
        var watch = Stopwatch.StartNew();
        AuditReport report = AuditVerifier.Verify(file, null);
        Print($"verify: {report.Events / watch.Elapsed.TotalSeconds:N0} events/s (goal 150,000), {report.Faults.Count} faults, {report.UnanchoredEvents} unanchored");
    }

    private static async Task BesideAsync(string path, JournalOptions options)
    {
        await using SqliteJournal gateway = SqliteJournal.Open(new SqliteJournalOptions(path, SqliteAccess.Serve), options);
        await using SqliteJournal commandLine = SqliteJournal.Open(new SqliteJournalOptions(path, SqliteAccess.Operate), options);
        using var stop = new CancellationTokenSource();
        long busy = 0;
        Task[] writers = [.. Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                await gateway.AppendAsync([new StreamAppend("session/busy/" + writer, i, [Draft])], Durability.Synced, CancellationToken.None);
                Interlocked.Increment(ref busy);
            }
        }))];
        long noticedAt = 0;
        using IDisposable watch = gateway.Watch(stream => noticedAt = stream == "session/kill/1" ? Stopwatch.GetTimestamp() : noticedAt);
        double worst = 0;
        double worstNotice = 0;
        for (int i = 0; i < 30; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await commandLine.AppendAsync([new StreamAppend("session/kill/1", i, [Draft])], Durability.Synced, CancellationToken.None);
            worst = Math.Max(worst, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            SpinWait.SpinUntil(() => Volatile.Read(ref noticedAt) > start, 1000);
            worstNotice = Math.Max(worstNotice, Stopwatch.GetElapsedTime(start, noticedAt).TotalMilliseconds);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Print($"30 appends by the command line while 32 writers append to the same file ({busy:N0} events): at most {worst:N1} ms, noticed by the gateway within {worstNotice:N1} ms (goal 200)");
    }

    private static void Print(FormattableString text) => Console.WriteLine("* " + text.ToString(CultureInfo.InvariantCulture));
}
