using PolicyOs.Journal.Records;
using PolicyOs.Journal.Sqlite;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Sqlite;

/// <summary>What a gateway had accepted when it was killed is there for whoever opens the journal next.</summary>
public sealed class RedoLogTests : IDisposable
{
    private const string S = "session/anna/1";
    private const string T = "tenant/default";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly JournalOptions _options;
    private readonly string _path;

    public RedoLogTests()
    {
        _path = _folder.At("support.db");
        _options = new JournalOptions("policyos/support", _clock, Ids());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_Written_IsThereWhenTheProcessIsKilledBeforeSqliteCommits()
    {
        using (ServedWriter served = await ServeAsync())
        {
            served.Append(Durability.Written, To(S, 0, Event("""{"i":1}"""), Event("""{"i":2}""")), To(T, 0));
            served.Append(Durability.Written, To(S, 2, Event("""{"i":3}""")));
            Kill("killed.db");
        }

        await using SqliteJournal next = Open("killed.db");
        Assert.Equal(["""{"i":1}""", """{"i":2}""", """{"i":3}"""], (await next.Read(S)).Select(e => e.Json()));
        Assert.Single(await next.Read(T));
        Assert.True((await next.Append(S, 3)).IsAppended);
    }

    [Fact]
    public async Task Append_BesideAKilledGateway_FollowsWhatItHadAccepted()
    {
        using (ServedWriter served = await ServeAsync())
        {
            served.Append(Durability.Synced, To(S, 0));
            Kill("killed.db");
        }

        await using (SqliteJournal commandLine = Open("killed.db", SqliteAccess.Operate))
        {
            Assert.Equal(1, await commandLine.HeadAsync(S, None));
            Assert.Equal(new AppendResult(S, 1), await commandLine.Append(S, 0));
            Assert.True((await commandLine.Append(S, 1)).IsAppended);
        }

        await using SqliteJournal gateway = Open("killed.db");
        Assert.Equal(2, (await gateway.Read(S)).Count);
    }

    [Fact]
    public async Task Append_GatewayKilledAfterTheCommandLineOpened_FollowsWhatItHadAccepted()
    {
        using ServedWriter served = await ServeAsync();
        await using SqliteJournal commandLine = Open("support.db", SqliteAccess.Operate);
        served.Append(Durability.Synced, To(S, 0));
        served.Die();

        Assert.Equal(new AppendResult(S, 1), await commandLine.Append(S, 0));
    }

    [Fact]
    public async Task Append_ThousandsThroughSmallRegions_AllThereAtEveryKill()
    {
        int appended = 0;
        await using (SqliteJournal journal = Open("support.db", regionBytes: 4096))
        {
            for (int kill = 0; kill < 12; kill++)
            {
                for (int i = 0; i < 150; i++, appended++)
                {
                    Assert.True((await journal.AppendAsync([To(S, appended)], i % 3 == 0 ? Durability.Synced : Durability.Written, None)).IsAppended);
                }

                Kill($"killed{kill}.db");
                await using SqliteJournal next = Open($"killed{kill}.db");
                Assert.Equal(appended, (await next.Read(S)).Count);
            }
        }

        await using SqliteJournal last = Open("support.db");
        Assert.Equal(appended, (await last.Read(S)).Count);
    }

    [Fact]
    public async Task Append_LargerThanARegion_IsOnDiskAllTheSame()
    {
        await using (SqliteJournal journal = Open("support.db", regionBytes: 1024))
        {
            await journal.Append(S, 0, Event($$"""{"a":"{{new string('x', 9_000)}}"}"""));
            await journal.Append(S, 1);
            Kill("killed.db");
        }

        await using SqliteJournal next = Open("killed.db");
        Assert.Equal(2, (await next.Read(S)).Count);
    }

    [Fact]
    public async Task Append_TransactionFailedAfterAPromise_WhatWasPromisedIsPutBack()
    {
        using ServedWriter served = await ServeAsync("PRAGMA max_page_count = 20");
        served.Append(Durability.Written, To(T, 0));
        Assert.Equal(
            JournalFault.DiskFull,
            Assert.Throws<JournalException>(() => served.Append(Durability.Written, To(S, 0, Large(), Large(), Large()))).Fault);
        Assert.Equal(JournalFault.DiskFull, served.Writer.Health.Fault);

        Assert.Equal((1, 0), (served.Writer.Head(T), served.Writer.Head(S)));
        served.Append(Durability.Synced, To(T, 1));
        served.Writer.CommitNow();
        Assert.Equal(JournalHealth.Good, served.Writer.Health);
        Kill("killed.db");
        await using SqliteJournal next = Open("killed.db");
        Assert.Equal((2, 0), ((await next.Read(T)).Count, (await next.Read(S)).Count));
    }

    [Fact]
    public async Task ReplayRecord_BeforeTheEventThatNeedsIt_IsThereWhenTheEventIs()
    {
        await using (SqliteJournal journal = Open("support.db"))
        {
            await journal.Records.PutAsync(new JournalRecord("h", RecordForm.Replay, "answer"u8.ToArray(), _clock.GetUtcNow().AddHours(1)), None);
            await journal.AppendAsync([To(S, 0)], Durability.Written, None);
            Kill("killed.db");
        }

        await using SqliteJournal next = Open("killed.db");
        Assert.Single(await next.Read(S));
        Assert.Equal("answer"u8.ToArray(), await next.Records.GetAsync("h", RecordForm.Replay, None));
    }

    [Fact]
    public async Task Read_LastRecordTornAnywhere_GivesAllBeforeIt()
    {
        using ServedWriter served = await ServeAsync();
        for (int i = 0; i < 3; i++)
        {
            served.Append(Durability.Written, To(S, i));
        }

        string redo = RedoLog.PathOf(_path);
        byte[] whole = await File.ReadAllBytesAsync(redo);
        int end = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        int start = end - LastRecordLength(whole.AsSpan(RedoLog.HeaderBytes));
        Assert.Equal([1L, 2L, 3L], Sequences());
        for (int at = start; at < end; at++)
        {
            byte[] cut = [.. whole[..at]];
            await File.WriteAllBytesAsync(redo, cut);
            Assert.Equal([1L, 2L], Sequences());

            byte[] flipped = [.. whole];
            flipped[at] ^= 0x10;
            await File.WriteAllBytesAsync(redo, flipped);
            Assert.Equal([1L, 2L], Sequences());
        }

        IEnumerable<long> Sequences() => RedoLog.Read(redo, served.Id).Select(e => e.Sequence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5000)]
    public async Task Open_RedoLogLeftBeforeItWasMade_IsNone(int zeros)
    {
        await Open("support.db").DisposeAsync();
        await File.WriteAllBytesAsync(RedoLog.PathOf(_path), new byte[zeros]);

        await using SqliteJournal journal = Open("support.db");
        Assert.True((await journal.Append(S, 0)).IsAppended);
    }

    [Fact]
    public async Task Open_RedoLogOfAnotherJournal_IsRefusedAndStays()
    {
        await Open("support.db").DisposeAsync();
        await using SqliteJournal other = Open("other.db");
        await other.Append(S, 0);
        File.Copy(RedoLog.PathOf(_folder.At("other.db")), RedoLog.PathOf(_path));

        JournalException refused = Assert.Throws<JournalException>(() => Open("support.db"));
        Assert.Equal(JournalFault.Corrupt, refused.Fault);
        Assert.Contains("is not the redo log of this journal", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(RedoLog.PathOf(_path)));
    }

    [Fact]
    public async Task Open_RedoLogOfALaterMoment_IsRefusedAndStays()
    {
        await Open("support.db").DisposeAsync();
        File.Copy(_path, _folder.At("early.db"));
        File.Copy(_path + ".key", _folder.At("early.db.key"));
        await using (SqliteJournal journal = Open("support.db"))
        {
            await journal.Append(S, 0);
        }

        using (ServedWriter served = await ServeAsync())
        {
            served.Append(Durability.Synced, To(S, 1));
            File.Copy(RedoLog.PathOf(_path), RedoLog.PathOf(_folder.At("early.db")));
        }

        JournalException refused = Assert.Throws<JournalException>(() => Open("early.db"));
        Assert.Equal(JournalFault.Corrupt, refused.Fault);
        Assert.Contains($"has event 2 of {S}, which does not follow", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(RedoLog.PathOf(_folder.At("early.db"))));
    }

    [Fact]
    public async Task Close_InOrder_LeavesNoRedoLog_AndOnlyItsOwnerReadsItBefore()
    {
        await using (SqliteJournal journal = Open("support.db"))
        {
            await journal.Append(S, 0);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(RedoLog.PathOf(_path)));
            }
        }

        Assert.False(File.Exists(RedoLog.PathOf(_path)));
    }

    [Fact]
    public async Task Append_Relaxed_OutlivesTheProcessBeforeTheDiskIsTold()
    {
        await using (SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve) { WaitForDisk = false }, _options))
        {
            for (int i = 0; i < 50; i++)
            {
                await journal.AppendAsync([To(S, i)], Durability.Synced, None);
            }

            Kill("killed.db");
        }

        await using SqliteJournal next = Open("killed.db");
        Assert.Equal(50, (await next.Read(S)).Count);
    }

    private static EventDraft Large() => Event($$"""{"a":"{{new string('x', 12_000)}}"}""");

    private static int LastRecordLength(ReadOnlySpan<byte> records)
    {
        int length = 0;
        while (RedoRecord.Find(records) is { } found)
        {
            length = found.Length;
            records = records[length..];
        }

        return length;
    }

    // The files as another process finds them when this one is gone.
    private void Kill(string copy)
    {
        foreach (string suffix in (string[])["", ".key", "-wal", "-redo"])
        {
            if (File.Exists(_path + suffix))
            {
                File.Copy(_path + suffix, _folder.At(copy) + suffix, overwrite: true);
            }
        }
    }

    private SqliteJournal Open(string name, SqliteAccess access = SqliteAccess.Serve, int regionBytes = RedoLog.UsualRegionBytes) =>
        SqliteJournal.Open(new SqliteJournalOptions(_folder.At(name), access) { RedoRegionBytes = regionBytes }, _options);

    private async Task<ServedWriter> ServeAsync(string? setting = null)
    {
        string id;
        await using (SqliteJournal first = Open("support.db"))
        {
            id = first.Id;
        }

        return new ServedWriter(_path, id, _options, setting);
    }
}
