using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Contract;

/// <summary>What every store must do; one class per store derives from it.</summary>
public abstract partial class JournalContractTests : IAsyncLifetime
{
    private const string S = "session/anna/1";
    private const string T = "tenant/acme";

    protected ManualClock Clock { get; } = new();

    protected IJournalStore Journal { get; private set; } = null!;

    protected JournalOptions Options => field ??= new JournalOptions("policyos/support", Clock, Ids());

    public async ValueTask InitializeAsync() => Journal = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Append_NewStream_ReadsBackWhatWasWritten()
    {
        EventDraft draft = Event("""{"b":[1,true,null],"a":"é\n"}""") with
        {
            CorrelationId = "call-1", CausationId = "e-0", TraceParent = "00-1-2-01", ActorId = "anna", TenantId = "acme", PolicyVersion = "sha256:1",
        };

        AppendResult result = await Journal.Append(S, 0, draft);

        Assert.True(result.IsAppended);
        JournalEvent e = Assert.Single(await Journal.Read(S));
        Assert.Equal((S, 1L, "policyos/support", Clock.GetUtcNow()), (e.Stream, e.Sequence, e.Source, e.Time));
        Assert.Equal("""{"a":"é\n","b":[1,true,null]}""", e.Json());
        Assert.Equal(draft with { Data = default }, e.Draft with { Data = default });
        Assert.Null(e.PreviousHash);
        Assert.Matches("^[0-9a-f]{64}$", e.Hash);
        Assert.Equal(7, Guid.Parse(e.Id).Version);
    }

    [Fact]
    public async Task Append_SecondEvent_ChainsToTheFirst()
    {
        await Journal.Append(S, 0);
        await Journal.Append(S, 1, Event("""{"n":2}"""), Event("""{"n":3}"""));

        List<JournalEvent> events = await Journal.Read(S);

        Assert.Equal([1, 2, 3], events.Select(e => e.Sequence));
        Assert.Equal([null, events[0].Hash, events[1].Hash], events.Select(e => e.PreviousHash));
        Assert.Equal(3, events.Select(e => e.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Append_StaleExpectation_IsRefusedWithThePresentSequence(long expected)
    {
        await Journal.Append(S, 0, Event(), Event());

        AppendResult result = await Journal.Append(S, expected);

        Assert.Equal(new AppendResult(S, 2), result);
        Assert.Equal(2, (await Journal.Read(S)).Count);
    }

    [Fact]
    public async Task Append_OneOfTwoStreamsStale_AppendsToNeither()
    {
        await Journal.Append(T, 0);

        AppendResult result = await Journal.AppendAsync([To(S, 0), To(T, 0)], Durability.Synced, None);

        Assert.Equal(new AppendResult(T, 1), result);
        Assert.Empty(await Journal.Read(S));
        Assert.Single(await Journal.Read(T));
    }

    [Fact]
    public async Task Append_TwoStreams_AppendsToBoth()
    {
        AppendResult result = await Journal.AppendAsync([To(S, 0), To(T, 0, Event(), Event())], Durability.Written, None);

        Assert.True(result.IsAppended);
        Assert.Equal((1, 2), (await Journal.HeadAsync(S, None), await Journal.HeadAsync(T, None)));
    }

    [Fact]
    public async Task Append_ManyWritersOnOneStream_EachEventOnce()
    {
        async Task Writer(int writer)
        {
            for (int i = 0; i < 25; i++)
            {
                long expected = await Journal.HeadAsync(S, None);
                while (await Journal.AppendAsync([To(S, expected, Event($$"""{"i":{{i}},"w":{{writer}}}"""))], Durability.Written, None)
                    is { IsAppended: false } stale)
                {
                    expected = stale.ActualSequence;
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(() => Writer(w))));

        List<JournalEvent> events = await Journal.Read(S);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), events.Select(e => e.Sequence));
        Assert.Equal(200, events.Select(e => e.Json()).Distinct().Count());
        Assert.All(events.Zip(events.Skip(1)), pair => Assert.Equal(pair.First.Hash, pair.Second.PreviousHash));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"a":1""")]
    [InlineData("")]
    public async Task Append_DataThatIsNoObject_IsADefectOfTheCaller(string data) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.Append(S, 0, Event(data)));

    [Fact]
    public async Task Append_DataAboveTheLimit_IsADefectOfTheCaller()
    {
        await Journal.Append(S, 0, Event($$"""{"a":"{{new string('x', (16 * 1024) - 8)}}"}"""));

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Journal.Append(S, 1, Event($$"""{"a":"{{new string('x', (16 * 1024) - 7)}}"}""")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("session/")]
    [InlineData("other/1")]
    [InlineData("session/a\nb")]
    public async Task Append_NameThatNoStreamHas_IsADefectOfTheCaller(string stream) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.Append(stream, 0));

    [Fact]
    public async Task Append_NameWithHalfACharacter_IsADefectOfTheCaller() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.Append("session/" + (char)0xd800, 0));

    [Fact]
    public async Task Append_StreamTwice_IsADefectOfTheCaller() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.AppendAsync([To(S, 0), To(S, 1)], Durability.Synced, None));

    [Fact]
    public async Task Append_ClockSetBackALittle_TimesNeverGoBack()
    {
        await Journal.Append(S, 0);
        Clock.SetBack(TimeSpan.FromSeconds(2));
        await Journal.Append(S, 1);

        List<JournalEvent> events = await Journal.Read(S);
        Assert.Equal(events[0].Time, events[1].Time);
    }

    [Fact]
    public async Task Read_FromSequence_StartsThere()
    {
        await Journal.Append(S, 0, [.. Enumerable.Range(0, 600).Select(i => Event($$"""{"i":{{i}}}"""))]);

        Assert.Equal(Enumerable.Range(300, 301).Select(i => (long)i), (await Journal.Read(S, 300)).Select(e => e.Sequence));
        Assert.Empty(await Journal.Read(S, 601));
        Assert.Empty(await Journal.Read("session/nobody/1"));
    }

    [Fact]
    public async Task Head_NoEvents_IsZero() => Assert.Equal(0, await Journal.HeadAsync(S, None));

    [Fact]
    public async Task Streams_Prefix_GivesThoseInOrdinalOrder()
    {
        foreach (string stream in (string[])["session/b/2", "session/B/1", "tenant/x", "session/a/10", "session/a/9"])
        {
            await Journal.Append(stream, 0);
        }

        Assert.Equal(["session/B/1", "session/a/10", "session/a/9", "session/b/2"], await Journal.StreamsAsync("session/", None).ToListAsync());
        Assert.Equal(["session/a/10", "session/a/9"], await Journal.StreamsAsync("session/a/", None).ToListAsync());
        Assert.Empty(await Journal.StreamsAsync("session/%", None).ToListAsync());
    }

    [Fact]
    public async Task Watch_UntilDisposed_HearsOfEveryStream()
    {
        var heard = new List<string>();
        IDisposable watch = Journal.Watch(heard.Add);
        await Journal.AppendAsync([To(S, 0), To(T, 0)], Durability.Synced, None);
        await Journal.Append(S, 7);
        watch.Dispose();
        await Journal.Append(S, 1);

        Assert.Equal([S, T], heard);
    }

    [Fact]
    public async Task WatchOthers_OwnAppend_IsNotTold()
    {
        var heard = new List<string>();
        using IDisposable watch = Journal.WatchOthers(heard.Add);
        await Journal.Append(S, 0);

        Assert.Empty(heard);
    }

    [Fact]
    public async Task Append_AfterDispose_SaysSo()
    {
        await Journal.DisposeAsync();

        await Assert.ThrowsAsync<JournalException>(async () => await Journal.Append(S, 0));
    }

    protected abstract ValueTask<IJournalStore> OpenAsync();
}
