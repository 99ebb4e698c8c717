using PolicyOs.Journal.Sqlite;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Crash;

/// <summary>What the killed process does: eight writers append, and each says on standard output what is on disk.</summary>
internal static class CrashWriter
{
    public const string Argument = "--write-until-killed";

    public static async Task RunAsync(string path)
    {
        var options = new JournalOptions("policyos/crash", TimeProvider.System, Guid.CreateVersion7);
        await using SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(path, SqliteAccess.Serve), options);
        TextWriter output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await output.WriteLineAsync("ready");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteAsync(journal, $"session/writer/{writer}", output))));
    }

    private static async Task WriteAsync(SqliteJournal journal, string stream, TextWriter output)
    {
        for (long sequence = await journal.HeadAsync(stream, None); ; sequence++)
        {
            await journal.AppendAsync([To(stream, sequence)], Durability.Synced, None);
            await output.WriteLineAsync($"{stream} {sequence + 1}");
        }
    }
}
