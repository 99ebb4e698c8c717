using System.Text;
using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Records;
using PolicyOs.Journal.Snapshots;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Contract;

/// <summary>What belongs to a journal beside its events.</summary>
public abstract partial class JournalContractTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"body":"secret words"}""");

    [Fact]
    public async Task Append_ClockFarBehind_DegradesAndRefusesOnlyWhatMustBeDurable()
    {
        await Journal.Append(S, 0);
        Clock.SetBack(TimeSpan.FromHours(3));

        Assert.Equal(JournalFault.ClockBehind, Journal.Health.Fault);
        JournalException refused = await Assert.ThrowsAsync<JournalException>(async () => await Journal.Append(S, 1));
        Assert.Contains("03:00:00", refused.Message, StringComparison.Ordinal);
        Assert.True((await Journal.AppendAsync([To(S, 1)], Durability.Written, None)).IsAppended);

        Clock.Advance(TimeSpan.FromHours(3));
        Assert.False(Journal.Health.IsDegraded);
        Assert.True((await Journal.Append(S, 2)).IsAppended);
    }

    [Fact]
    public async Task Snapshot_Saved_IsGivenToItsOwnFoldOnly()
    {
        await Journal.Append(S, 0, Event(), Event());
        await Journal.Snapshots.SaveAsync(new Snapshot(S, "fold-1", 1, Content), None);
        await Journal.Snapshots.SaveAsync(new Snapshot(S, "fold-1", 2, Content), None);

        Snapshot? found = await Journal.Snapshots.LatestAsync(S, "fold-1", None);

        Assert.Equal((2, true), (found!.Sequence, found.State.Span.SequenceEqual(Content)));
        Assert.Null(await Journal.Snapshots.LatestAsync(S, "fold-2", None));
        Assert.Null(await Journal.Snapshots.LatestAsync(T, "fold-1", None));
    }

    [Fact]
    public async Task Snapshot_OfAnEventThatIsNotThere_IsADefectOfTheCaller() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.Snapshots.SaveAsync(new Snapshot(S, "fold-1", 1, Content), None));

    [Theory]
    [InlineData(RecordForm.Masked)]
    [InlineData(RecordForm.Full)]
    [InlineData(RecordForm.Replay)]
    public async Task Record_UntilItExpires_IsGivenInItsForm(RecordForm form)
    {
        string hash = Journal.Keys.Hash(Content);
        await Journal.Records.PutAsync(new JournalRecord(hash, form, Content, Clock.GetUtcNow().AddHours(1)), None);

        Assert.Equal(Content, await Journal.Records.GetAsync(hash, form, None));
        Assert.Null(await Journal.Records.GetAsync(hash, (RecordForm)(((int)form + 1) % 3), None));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await Journal.Records.GetAsync(hash, form, None));
    }

    [Fact]
    public async Task Expire_RemovesWhatIsPastItsRetentionOnly()
    {
        await Journal.Records.PutAsync(new JournalRecord("a", RecordForm.Masked, Content, Clock.GetUtcNow().AddSeconds(1)), None);
        await Journal.Records.PutAsync(new JournalRecord("b", RecordForm.Masked, Content, Clock.GetUtcNow().AddSeconds(3)), None);
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, await Journal.Records.ExpireAsync(None));
        Assert.Equal(0, await Journal.Records.ExpireAsync(None));
        Assert.NotNull(await Journal.Records.GetAsync("b", RecordForm.Masked, None));
    }

    [Fact]
    public async Task Sign_AfterActivity_NamesTheStreamsThatMoved()
    {
        await Journal.AppendAsync([To(T, 0), To(S, 0, Event(), Event())], Durability.Synced, None);
        Anchor? first = await Journal.Anchors.SignAsync(None);
        await Journal.Append(S, 2);
        Anchor? second = await Journal.Anchors.SignAsync(None);
        Anchor? third = await Journal.Anchors.SignAsync(None);

        List<JournalEvent> events = await Journal.Read(S);
        Assert.Equal([(S, 2, events[1].Hash), (T, 1, (await Journal.Read(T))[0].Hash)], first!.Heads.Select(h => (h.Stream, h.Sequence, h.Hash)));
        Assert.Equal([new AnchoredHead(S, 3, events[2].Hash)], second!.Heads);
        Assert.Contains(AnchorBody.Hash(first.Body.Span), Encoding.UTF8.GetString(second.Body.Span), StringComparison.Ordinal);
        Assert.Null(third);
        List<Anchor> all = await Journal.Anchors.ReadAsync(1, None).ToListAsync();
        Assert.Equal([1, 2], all.Select(a => a.Number));
        Assert.Equal(second.Body.ToArray(), all[1].Body.ToArray());
    }
}
