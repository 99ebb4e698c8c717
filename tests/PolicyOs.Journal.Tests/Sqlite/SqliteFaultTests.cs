using PolicyOs.Journal.Chain;
using PolicyOs.Journal.Sqlite;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Sqlite;

/// <summary>What a journal does when its disk does not (issue: never a silent loss).</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private const string S = "session/anna/1";

    private readonly TemporaryFolder _folder = new();
    private readonly JournalOptions _options = new("policyos/support", new ManualClock(), Ids());
    private readonly string _path;

    public SqliteFaultTests() => _path = _folder.At("support.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_DiskFull_WhoeverWaitsHearsOfItAndNothingOfItIsThere()
    {
        await using SqliteJournal journal = Small();
        int appended = await FillAsync(journal, Durability.Synced);

        JournalException full = await Assert.ThrowsAsync<JournalException>(async () => await journal.Append(S, appended, Large()));

        Assert.Equal(JournalFault.DiskFull, full.Fault);
        Assert.Contains("free some", full.Message, StringComparison.Ordinal);
        Assert.Equal(JournalFault.DiskFull, journal.Health.Fault);
        Assert.Equal(appended, (await journal.Read(S)).Count);
        Assert.Equal(appended, await journal.HeadAsync(S, None));
    }

    [Fact]
    public async Task Append_RoomAgain_IsTakenAndTheHealthIsGood()
    {
        await using SqliteJournal journal = Small();
        int appended = await FillAsync(journal, Durability.Synced);

        // A small event still fits where a large one did not.
        Assert.True((await journal.Append(S, appended, Event("{}"))).IsAppended);
        Assert.Equal(appended + 1, (await journal.Read(S)).Count);
        Assert.Equal(JournalHealth.Good, journal.Health);
    }

    [Fact]
    public async Task Append_DiskFullAfterAPromise_WithoutRedoLog_StaysDegradedAndRefusesWhatMustBeDurable()
    {
        await SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve), _options).DisposeAsync();
        SqliteDatabase database = SqliteDatabase.Open(_path);
        database.Execute("PRAGMA max_page_count = 20");
        using var log = new LogFile(_path);
        using var writer = new SqliteWriter(database, "", log, _options, isBesideGateway: false);

        // Without the thread that commits, all of it is in one transaction; the last takes the first with it.
        Assert.True(writer.Append(PreparedAppend.All([To("session/b/1", 0, Event("{}"))]), Durability.Written, wait: false, out _).IsAppended);
        Assert.Throws<JournalException>(() => writer.Append(PreparedAppend.All([To(S, 0, Large(), Large(), Large())]), Durability.Written, wait: false, out _));

        Assert.Equal(0, writer.Head("session/b/1"));
        Assert.Equal(JournalFault.DiskFull, writer.Health.Fault);
        Assert.Contains("1 events that had been accepted", writer.Health.Message, StringComparison.Ordinal);

        // From now on nothing is promised: what does not fit is refused to whoever asks.
        Assert.Throws<JournalException>(() => writer.Append(PreparedAppend.All([To(S, 0, Large(), Large(), Large())]), Durability.Written, wait: false, out _));
        Assert.Contains("1 events that had been accepted", writer.Health.Message, StringComparison.Ordinal);
        PreparedAppend[] small = PreparedAppend.All([To(S, 0, Event("{}"))]);
        Assert.True(writer.Append(small, Durability.Written, wait: false, out _).IsAppended);
        writer.CommitNow();
        Assert.Contains(
            "started again",
            Assert.Throws<JournalException>(() => writer.Append(small, Durability.Synced, wait: false, out _)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ReadOnlyFile_SaysWhatToDo()
    {
        await SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve), _options).DisposeAsync();
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("the superuser writes to read-only files");
            return;
        }

        File.SetUnixFileMode(_path, UnixFileMode.UserRead);
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        JournalException refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Operate), _options));
        Assert.Equal(JournalFault.ReadOnly, refused.Fault);
        Assert.Contains("--store", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_FileBecameReadOnly_IsRefusedAndNothingIsLost()
    {
        await using SqliteJournal journal = SqliteJournal.Open(
            new SqliteJournalOptions(_path, SqliteAccess.Serve), _options, ["PRAGMA query_only = 1"]);

        JournalException refused = await Assert.ThrowsAsync<JournalException>(async () => await journal.Append(S, 0));
        Assert.Equal(JournalFault.ReadOnly, refused.Fault);
        Assert.Equal(JournalFault.ReadOnly, journal.Health.Fault);
        Assert.Equal(0, await journal.HeadAsync(S, None));
    }

    [Fact]
    public async Task Read_PageIsDamaged_IsCorruptAndNotWrongData()
    {
        await using (SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve), _options))
        {
            await journal.Append(S, 0, [.. Enumerable.Range(0, 400).Select(i => Event($$"""{"i":{{i}}}"""))]);
        }

        byte[] file = await File.ReadAllBytesAsync(_path);
        for (int page = 12; page < 20; page++)
        {
            file.AsSpan((page * 4096) + 100, 3000).Fill(0x5a);
        }

        await File.WriteAllBytesAsync(_path, file);

        JournalException found = await Assert.ThrowsAsync<JournalException>(async () =>
        {
            await using SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve), _options);
            await journal.Read(S);
        });
        Assert.Equal(JournalFault.Corrupt, found.Fault);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("foreign")]
    [InlineData("open to others")]
    [InlineData("not a key file")]
    public async Task Open_KeyFileIsWrong_IsRefused(string how)
    {
        await SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve), _options).DisposeAsync();
        string key = _path + ".key";
        switch (how)
        {
            case "missing":
                File.Delete(key);
                break;
            case "foreign":
                string other = _folder.At("other.db");
                await SqliteJournal.Open(new SqliteJournalOptions(other, SqliteAccess.Serve), _options).DisposeAsync();
                File.Copy(other + ".key", key, overwrite: true);
                break;
            case "open to others" when !OperatingSystem.IsWindows():
                File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
                break;
            default:
                await File.WriteAllTextAsync(key, """{"format":"policyos-journal-keys/1","secret":"AAAA","anchor":"AAAA"}""");
                break;
        }

        JournalException refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve), _options));
        Assert.Equal(JournalFault.Keys, refused.Fault);
        Assert.Contains(_path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_LockIsHeldForLong_IsBusyAndNotStuck()
    {
        await using SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve), _options);
        await journal.Append(S, 0);
        using SqliteDatabase other = SqliteDatabase.Open(_path);
        other.WaitForLocks(5000);
        other.Execute("BEGIN IMMEDIATE");

        JournalException busy = await Assert.ThrowsAsync<JournalException>(async () => await journal.Append(S, 1));
        Assert.Equal(JournalFault.Busy, busy.Fault);
        other.Execute("ROLLBACK");
        Assert.True((await journal.Append(S, 1)).IsAppended);
    }

    private static EventDraft Large() => Event($$"""{"a":"{{new string('x', 12_000)}}"}""");

    private static async Task<int> FillAsync(SqliteJournal journal, Durability durability)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                await journal.AppendAsync([To(S, i, Large())], durability, None);
            }
            catch (JournalException)
            {
                return i;
            }
        }
    }

    private SqliteJournal Small()
    {
        // The file's own limit stands in for the disk's.
        SqliteJournal journal = SqliteJournal.Open(new SqliteJournalOptions(_path, SqliteAccess.Serve), _options, ["PRAGMA max_page_count = 60"]);
        return journal;
    }
}
