using System.Diagnostics;
using System.Globalization;
using PolicyOs.Journal.Sqlite;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Crash;

/// <summary>A writer is killed at a random instant, again and again; what it was told to be on disk must be there.</summary>
public sealed class CrashTests : IDisposable
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("POLICYOS_KILL_ROUNDS"), CultureInfo.InvariantCulture, out int rounds) ? rounds : 6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_WhileAppending_LosesNothingThatWasConfirmedAndKeepsEveryChain()
    {
        string path = _folder.At("crash.db");
        var random = new Random(20260301);
        var confirmed = new Dictionary<string, long>(StringComparer.Ordinal);
        long before = 0;
        for (int round = 0; round < Rounds; round++)
        {
            await KillAsync(path, random.Next(20, 250), confirmed);
            before = await CheckAsync(path, confirmed, before);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Rounds} kills, {before} events, {confirmed.Values.Sum()} confirmed");
        Assert.NotEmpty(confirmed);
    }

    private static async Task KillAsync(string path, int milliseconds, Dictionary<string, long> confirmed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in (string[])[CrashWriter.Argument, path])
        {
            start.ArgumentList.Add(argument);
        }

        using Process writer = Process.Start(start)!;
        Task<string?> first = writer.StandardOutput.ReadLineAsync();
        Assert.Equal("ready", await first);

        // However slow the machine is, the writer is at work when it is killed: it has confirmed something.
        string confirmation = await writer.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the writer ended by itself");
        await Task.Delay(milliseconds);
        writer.Kill();
        foreach (string line in (await writer.StandardOutput.ReadToEndAsync()).Split('\n')[..^1].Prepend(confirmation))
        {
            string[] parts = line.Split(' ');
            confirmed[parts[0]] = long.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        await writer.WaitForExitAsync();
    }

    private static async Task<long> CheckAsync(string path, Dictionary<string, long> confirmed, long before)
    {
        var options = new JournalOptions("policyos/crash", TimeProvider.System, Guid.CreateVersion7);
        await using SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(path, SqliteAccess.Serve), options);
        long events = 0;
        await foreach (string stream in journal.StreamsAsync("session/", None))
        {
            // Reading checks hashes and chain; the sequence must have no gap.
            List<JournalEvent> read = await journal.Read(stream);
            Assert.Equal(read.Count, read[^1].Sequence);
            Assert.True(read.Count >= confirmed.GetValueOrDefault(stream), $"{stream}: {read.Count} events, {confirmed.GetValueOrDefault(stream)} confirmed");
            events += read.Count;
        }

        Assert.True(events >= before, "nothing that was there may be gone");
        return events;
    }
}
