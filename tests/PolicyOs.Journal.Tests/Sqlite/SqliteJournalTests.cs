using PolicyOs.Journal.Records;
using PolicyOs.Journal.Snapshots;
using PolicyOs.Journal.Sqlite;
using SQLitePCL;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Sqlite;

public sealed class SqliteJournalTests : IDisposable
{
    private const string S = "session/anna/1";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly JournalOptions _options;
    private readonly string _path;

    public SqliteJournalTests()
    {
        _path = _folder.At("support.db");
        _options = new JournalOptions("policyos/support", _clock, Ids());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_Again_ContinuesTheChainAndTheIdentity()
    {
        string id;
        await using (SqliteJournal first = Open())
        {
            id = first.Id;
            await first.Append(S, 0);
        }

        await using SqliteJournal second = Open();
        await second.Append(S, 1);

        List<JournalEvent> events = await second.Read(S);
        Assert.Equal(id, second.Id);
        Assert.Equal([null, events[0].Hash], events.Select(e => e.PreviousHash));
    }

    [Fact]
    public async Task Open_ForTheFirstTime_MakesFilesThatOnlyTheirOwnerReads()
    {
        await using SqliteJournal journal = Open();
        await journal.Append(S, 0);

        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("no Unix file modes");
            return;
        }

        foreach (string suffix in (string[])["", ".key", "-wal", "-shm"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path + suffix));
        }
    }

    [Fact]
    public async Task Open_SecondGateway_IsRefusedUntilTheFirstEnds()
    {
        SqliteJournal first = Open();

        JournalException refused = Assert.Throws<JournalException>(() => Open());
        Assert.Equal(JournalFault.Claimed, refused.Fault);
        Assert.Contains("another gateway serves from", refused.Message, StringComparison.Ordinal);

        await first.DisposeAsync();
        await Open().DisposeAsync();
    }

    [Fact]
    public async Task Append_FromTheCommandLine_IsNoticedByTheGatewayWithinTwoTicks()
    {
        await using SqliteJournal gateway = Open();
        await gateway.Append(S, 0);
        await using SqliteJournal commandLine = Open(SqliteAccess.Operate);
        var heard = new List<string>();
        using IDisposable watch = gateway.Watch(heard.Add);
        using IDisposable others = gateway.WatchOthers(heard.Add);

        Assert.True((await commandLine.Append(S, 1)).IsAppended);
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal([S, S], heard);
        Assert.Equal(2, await gateway.HeadAsync(S, None));
        Assert.Equal(new AppendResult(S, 2), await gateway.Append(S, 1));
        Assert.True((await gateway.Append(S, 2)).IsAppended);
        Assert.Equal(3, (await gateway.Read(S)).Count);
        Assert.Equal(3, (await commandLine.Read(S)).Count);
    }

    [Fact]
    public async Task Append_BetweenTwoTicks_StillSeesTheCommandLine()
    {
        await using SqliteJournal gateway = Open();
        await gateway.Append(S, 0);
        await using SqliteJournal commandLine = Open(SqliteAccess.Operate);
        await commandLine.Append(S, 1);

        Assert.Equal(new AppendResult(S, 2), await gateway.Append(S, 1));
    }

    [Fact]
    public async Task Append_ManyFromTwoProcessesAtOnce_NoneLostNoneTwice()
    {
        await using SqliteJournal gateway = Open();
        await using SqliteJournal commandLine = Open(SqliteAccess.Operate);

        async Task Write(SqliteJournal journal, Durability durability)
        {
            for (int i = 0; i < 150; i++)
            {
                long expected = await journal.HeadAsync(S, None);
                while (await journal.AppendAsync([To(S, expected)], durability, None) is { IsAppended: false } stale)
                {
                    expected = stale.ActualSequence;
                }
            }
        }

        await Task.WhenAll(
            Task.Run(() => Write(gateway, Durability.Written)), Task.Run(() => Write(gateway, Durability.Synced)),
            Task.Run(() => Write(commandLine, Durability.Synced)));

        Assert.Equal(Enumerable.Range(1, 450).Select(i => (long)i), (await gateway.Read(S)).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        await Open().DisposeAsync();
        Tamper($"PRAGMA user_version = {SqliteSchema.Version + 1}");

        JournalException refused = Assert.Throws<JournalException>(() => Open());
        Assert.Equal(JournalFault.NewerSchema, refused.Fault);
        Assert.Contains("newer policyos", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DatabaseOfSomethingElse_IsRefusedAndLeftAlone()
    {
        File.Create(_path).Dispose();
        Tamper("CREATE TABLE notes (text)");
        byte[] before = File.ReadAllBytes(_path);

        Assert.Contains("something else", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    [Fact]
    public void Open_NoDatabaseAtAll_IsRefused()
    {
        File.WriteAllText(_path, new string('x', 8192));

        Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalException>(() => Open()).Fault);
    }

    [Fact]
    public void Open_NotThereAndNotToBeMade_IsRefused() => Assert.Contains(
        "there is no journal",
        Assert.Throws<JournalException>(
            () => SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Operate) { Create = false }, _options)).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Read_RowWasChanged_NamesTheEvent()
    {
        await using SqliteJournal journal = Open();
        await journal.Append(S, 0, Event(), Event("""{"amount":10}"""), Event());
        await journal.HeadAsync(S, None);
        Tamper("UPDATE events SET body = replace(CAST(body AS TEXT), '10', '99') WHERE sequence = 2");

        JournalException found = await Assert.ThrowsAsync<JournalException>(async () => await journal.Read(S));
        Assert.Equal(JournalFault.Corrupt, found.Fault);
        Assert.Contains($"event 2 of {S}", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RowIsMissing_NamesTheEvent()
    {
        await using SqliteJournal journal = Open();
        await journal.Append(S, 0, Event(), Event(), Event());
        Tamper("DELETE FROM events WHERE sequence = 2");

        Assert.Contains($"event 2 of {S}", (await Assert.ThrowsAsync<JournalException>(async () => await journal.Read(S))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_Changed_IsAsGoodAsAbsent()
    {
        await using SqliteJournal journal = Open();
        await journal.Append(S, 0);
        await journal.Snapshots.SaveAsync(new Snapshot(S, "fold-1", 1, "state"u8.ToArray()), None);
        Assert.NotNull(await journal.Snapshots.LatestAsync(S, "fold-1", None));

        Tamper("UPDATE snapshots SET state = 'other'");

        Assert.Null(await journal.Snapshots.LatestAsync(S, "fold-1", None));
    }

    [Fact]
    public async Task Record_ForReplay_IsNotReadableInTheFile()
    {
        byte[] secret = "a very secret result"u8.ToArray();
        await using (SqliteJournal journal = Open())
        {
            await journal.Records.PutAsync(new JournalRecord("h", RecordForm.Replay, secret, _clock.GetUtcNow().AddHours(1)), None);
            await journal.Records.PutAsync(new JournalRecord("h", RecordForm.Masked, "as seen by people"u8.ToArray(), _clock.GetUtcNow().AddHours(1)), None);
        }

        byte[] file = await File.ReadAllBytesAsync(_path);
        Assert.Equal(-1, file.AsSpan().IndexOf(secret));
        Assert.NotEqual(-1, file.AsSpan().IndexOf("as seen by people"u8));

        await using SqliteJournal again = Open();
        Assert.Equal(secret, await again.Records.GetAsync("h", RecordForm.Replay, None));
        Tamper("UPDATE records SET hash = 'g' WHERE form = 2");
        await Assert.ThrowsAsync<JournalException>(async () => await again.Records.GetAsync("g", RecordForm.Replay, None));
    }

    [Fact]
    public async Task Record_Expired_IsOverwrittenByTheServingJournal()
    {
        await using (SqliteJournal journal = Open())
        {
            await journal.Records.PutAsync(new JournalRecord("h", RecordForm.Masked, "as seen by people"u8.ToArray(), _clock.GetUtcNow().AddHours(1)), None);
            _clock.Advance(TimeSpan.FromMinutes(71));
        }

        Assert.Equal(-1, (await File.ReadAllBytesAsync(_path)).AsSpan().IndexOf("as seen by people"u8));
    }

    [Fact]
    public async Task Anchors_TenSecondsOfActivityAndTheEnd_AreSignedAndCopied()
    {
        string copy = _folder.At("anchors.jsonl");
        await using (var to = Journal.Anchors.AnchorFile.Open(copy))
        {
            await using SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve) { AnchorTo = to }, _options);
            _clock.Advance(TimeSpan.FromSeconds(20));
            Assert.Empty(await journal.Anchors.ReadAsync(1, None).ToListAsync());
            await journal.Append(S, 0);
            _clock.Advance(TimeSpan.FromSeconds(11));
            Assert.Single(await journal.Anchors.ReadAsync(1, None).ToListAsync());
            await journal.Append(S, 1);
        }

        Assert.Equal(2, (await File.ReadAllLinesAsync(copy)).Length);
        await using SqliteJournal again = Open();
        Assert.Equal([1L, 2L], await again.Anchors.ReadAsync(1, None).Select(a => a.Number).ToListAsync());
    }

    [Fact]
    public async Task Open_LongSession_SnapshotAndTailAreQuick()
    {
        await using SqliteJournal journal = Open();
        EventDraft[] thousand = [.. Enumerable.Repeat(Event(), 1000)];
        for (int i = 0; i < 100; i++)
        {
            await journal.AppendAsync([To(S, i * 1000, thousand)], Durability.Written, None);
        }

        await journal.Snapshots.SaveAsync(new Snapshot(S, "fold-1", 99_500, new byte[10_000]), None);
        _ = await journal.Snapshots.LatestAsync(S, "fold-1", None);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        Snapshot? snapshot = await journal.Snapshots.LatestAsync(S, "fold-1", None);
        List<JournalEvent> tail = await journal.Read(S, snapshot!.Sequence + 1);
        TestContext.Current.TestOutputHelper!.WriteLine($"snapshot and {tail.Count} events in {watch.Elapsed.TotalMilliseconds:N1} ms");

        Assert.Equal(500, tail.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromMilliseconds(500), "goal 50 ms; ten times that on a busy machine");
    }

    private SqliteJournal Open(SqliteAccess access = SqliteAccess.Serve) => SqliteJournal.Open(new SqliteJournalOptions(_path, access), _options);

    private void Tamper(string sql)
    {
        SqliteLibrary.Ensure();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(_path, out sqlite3 handle));
        using (handle)
        {
            raw.sqlite3_busy_timeout(handle, 5000);
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(handle, sql));
        }
    }
}
