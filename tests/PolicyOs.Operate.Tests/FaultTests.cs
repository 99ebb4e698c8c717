using System.Text;
using PolicyOs.Journal;
using PolicyOs.Journal.Sqlite;
using PolicyOs.Testing;

namespace PolicyOs.Operate.Tests;

/// <summary>The real gateway where its journal cannot do what it should: it refuses clearly, and nothing is done that it does not hold.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Run_DiskFull_DeniesWhatMustBeDurable_AndSendsNoneOfIt()
    {
        // A disk of 1 MiB of its own, seen by the gateway alone; the servers' effects go elsewhere.
        _bundle.PutStoreInto("small");
        await using Gateway gateway = Gateway.StartWithin(Within($"mount -t tmpfs -o size=1m none '{_bundle.At("small")}'"), _bundle);
        await ReadyAsync(gateway);
        int n = 0;
        Answer last;
        do
        {
            last = (await gateway.CallAsync("note", ++n))!;
        }
        while (last.IsFine && n < 5000);

        Assert.Equal("INTERNAL_ERROR", last.Code);
        Assert.InRange(n, 2, 4999);
        Assert.Contains("there is no room left", gateway.Errors, StringComparison.Ordinal);
        Assert.Equal("INTERNAL_ERROR", (await gateway.CallAsync("note", n + 1))!.Code);

        // The room ends at a reservation, and nothing is sent, or at a settlement, and the client is told that it is not known.
        Assert.Equal(last.Outcome == "in_doubt", _bundle.Effects().Contains($"note {n} -"));
        Assert.DoesNotContain($"note {n + 1} -", _bundle.Effects());
    }

    [Fact]
    public async Task Run_FileThatMayOnlyBeRead_EndsWithThreeAndSaysWhatToDo()
    {
        _bundle.PutStoreInto("still");
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle))
        {
            Assert.True((await gateway.CallAsync("note", 1))!.IsFine);
        }

        string folder = _bundle.At("still");
        await using Gateway refused = Gateway.StartWithin(Within($"mount --bind '{folder}' '{folder}' && mount -o remount,bind,ro '{folder}'"), _bundle);
        int exitCode = await refused.EndedAsync();
        SkipWithoutNamespaces(refused);
        Assert.Equal(3, exitCode);
        Assert.Contains("--store", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("cannot be", refused.Errors, StringComparison.Ordinal);
    }

    [Fact(Skip = LongRuns.Reason, SkipType = typeof(LongRuns), SkipUnless = nameof(LongRuns.Included))]
    public async Task Run_FileWithDamagedPages_IsRefusedAndNotTakenForAnEmptyOne()
    {
        string session;
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle))
        {
            session = (await gateway.SessionAsync)!;
            for (int n = 1; n <= 40; n++)
            {
                Assert.True((await gateway.CallAsync("note", n))!.IsFine);
            }
        }

        byte[] file = await File.ReadAllBytesAsync(_bundle.Database);
        for (int page = 8; page < file.Length / 4096; page++)
        {
            file.AsSpan((page * 4096) + 8, 3000).Fill(0x5a);
        }

        await File.WriteAllBytesAsync(_bundle.Database, file);
        await using Gateway refused = Gateway.Start(_bundle, "--session", session);
        Assert.Equal(3, await refused.EndedAsync());
        Assert.Matches("is damaged|was changed", refused.Errors);
        (await PolicyOsProcess.RunAsync(null, ["audit", "export", .. Person.Where(_bundle)])).Refused(3, "journal.db");
    }

    [Fact]
    public async Task Call_WhileTheClockIsBehindTheJournal_IsDeniedUnlessItReads()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Assert.True((await gateway.CallAsync("note", 1))!.IsFine);

        // As if the clock had been an hour ahead when this was written.
        await using (SqliteJournal ahead = SqliteJournal.Open(
            new SqliteJournalOptions(_bundle.Database, SqliteAccess.Operate) { Create = false }, new JournalOptions("policyos/operate", new HourAhead(), Guid.CreateVersion7)))
        {
            var draft = new EventDraft("policyos.tools.changed", Encoding.UTF8.GetBytes("""{"server":"other"}"""));
            Assert.True((await ahead.AppendAsync([new StreamAppend("bundle/elsewhere", 0, [draft])], Durability.Synced, CancellationToken.None)).IsAppended);
        }

        Assert.True((await gateway.CallAsync("look", 2))!.IsFine);
        Assert.Equal("INTERNAL_ERROR", (await gateway.CallAsync("note", 3))!.Code);
        Assert.Contains("behind the journal's latest event", gateway.Errors, StringComparison.Ordinal);
        Assert.True((await gateway.CallAsync("look", 4))!.IsFine);
        Assert.DoesNotContain("note 3 -", _bundle.Effects());
    }

    [Fact]
    public async Task Run_SecondGatewayOnOneFile_EndsWithThree_AndTheFirstServesOn()
    {
        await using Gateway first = await Gateway.ConnectAsync(_bundle);
        await using (Gateway second = Gateway.Start(_bundle))
        {
            Assert.Equal(3, await second.EndedAsync());
            Assert.Contains("another gateway serves from", second.Errors, StringComparison.Ordinal);
        }

        Assert.True((await first.CallAsync("note", 1))!.IsFine);
    }

    // A user without rights may mount what only they see, where the system lets them (user_namespaces(7)).
    private static string[] Within(string mount) => ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", $"{mount} || exit 99; exec \"$@\"", "sh"];

    private static async Task ReadyAsync(Gateway gateway)
    {
        try
        {
            await gateway.ShakeHandsAsync();
        }
        catch (Xunit.Sdk.XunitException)
        {
            SkipWithoutNamespaces(gateway);
            throw;
        }
    }

    private static void SkipWithoutNamespaces(Gateway gateway) =>
        Assert.SkipWhen(gateway.Errors.Contains("unshare", StringComparison.Ordinal) || gateway.Errors.Contains("mount:", StringComparison.Ordinal), "no file system of one's own can be mounted here: " + gateway.Errors);

    private sealed class HourAhead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromHours(1);
    }
}
