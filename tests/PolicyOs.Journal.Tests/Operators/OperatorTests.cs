using System.Text;
using System.Text.Json.Nodes;
using PolicyOs.Journal.Memory;
using PolicyOs.Journal.Operators;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Operators;

public sealed class OperatorTests : IAsyncLifetime
{
    private const string Bundle = "bundle/support";
    private const string S = "session/anna/1";
    private const string Kill = "policyos.session.killed";

    private readonly ManualClock _clock = new();
    private readonly MemoryJournal _journal;
    private readonly OperatorKey _olga = OperatorKey.Create("olga");
    private readonly OperatorKey _paul = OperatorKey.Create("paul");

    public OperatorTests() => _journal = NewJournal();

    public async ValueTask InitializeAsync() => await Act(_olga, Bundle, OperatorEvents.Enrolled, OperatorActs.Enrol("olga", ["manager"], _olga.PublicKey));

    public async ValueTask DisposeAsync()
    {
        _olga.Dispose();
        _paul.Dispose();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task Enrol_First_SignsForThemself()
    {
        (OperatorRoster roster, List<string?> refused) = await Roster();

        Operator olga = Assert.Single(roster.Operators);
        Assert.Equal(("olga", "olga", true), (olga.Name, olga.EnrolledBy, olga.IsActive));
        Assert.Equal(["manager"], olga.Roles);
        Assert.Empty(refused);
        Assert.False(roster.IsEmpty);
        Assert.True(OperatorRoster.Empty(_journal.Id).IsEmpty);
    }

    [Fact]
    public async Task Enrol_SecondSignedByThemself_IsNotBelieved()
    {
        await Act(_paul, Bundle, OperatorEvents.Enrolled, OperatorActs.Enrol("paul", ["manager"], _paul.PublicKey));

        (OperatorRoster roster, List<string?> refused) = await Roster();

        Assert.Single(roster.Operators);
        Assert.Equal(["paul is not enrolled"], refused);
    }

    [Fact]
    public async Task Enrol_SecondSignedByTheFirst_IsBelievedAndMayAct()
    {
        await Act(_olga, Bundle, OperatorEvents.Enrolled, OperatorActs.Enrol("paul", ["reviewer"], _paul.PublicKey));
        await Act(_paul, S, Kill, """{"reason":"odd"}"""u8.ToArray());

        (OperatorRoster roster, _) = await Roster();
        ActVerdict verdict = roster.Judge((await _journal.Read(S))[0]);

        Assert.Equal(("paul", "olga"), (verdict.By!.Name, verdict.By.EnrolledBy));
    }

    [Fact]
    public async Task Enrol_NameGivenBefore_IsNotBelieved()
    {
        await Act(_olga, Bundle, OperatorEvents.Enrolled, OperatorActs.Enrol("olga", ["admin"], _paul.PublicKey));

        (OperatorRoster roster, List<string?> refused) = await Roster();

        Assert.Equal(_olga.PublicKey, Assert.Single(roster.Operators).PublicKey);
        Assert.Equal(["the name olga was given before"], refused);
    }

    [Fact]
    public async Task Revoke_OtherOperator_EndsTheirActs()
    {
        await Act(_olga, Bundle, OperatorEvents.Enrolled, OperatorActs.Enrol("paul", [], _paul.PublicKey));
        await Act(_olga, Bundle, OperatorEvents.Revoked, OperatorActs.Revoke("paul"));
        await Act(_paul, S, Kill, "{}"u8.ToArray());

        (OperatorRoster roster, _) = await Roster();

        Assert.Equal("paul is revoked", roster.Judge((await _journal.Read(S))[0]).Reason);
    }

    [Fact]
    public async Task Revoke_LastOperator_IsNotBelieved()
    {
        await Act(_olga, Bundle, OperatorEvents.Revoked, OperatorActs.Revoke("olga"));

        (OperatorRoster roster, List<string?> refused) = await Roster();

        Assert.False(roster.IsEmpty);
        Assert.Contains("last operator", Assert.Single(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judge_SignedAct_KeepsTheDataAndNamesTheActor()
    {
        await Act(_olga, S, Kill, """{"reason":"odd","amount":1.10}"""u8.ToArray());

        JournalEvent e = (await _journal.Read(S))[0];
        Assert.True((await Roster()).Roster.Judge(e).IsBelieved);
        Assert.Equal("operator/olga", e.Draft.ActorId);
        Assert.StartsWith("""{"amount":1.1,"operator":{"name":"olga","signature":""", e.Json(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unsigned")]
    [InlineData("foreign key")]
    [InlineData("other data")]
    [InlineData("other type")]
    [InlineData("other stream")]
    [InlineData("other journal")]
    [InlineData("a second time")]
    [InlineData("other name")]
    public async Task Judge_AnythingElseThanWhatWasSignedThere_IsNotBelieved(string how)
    {
        using OperatorKey impostor = OperatorKey.Create("olga");
        await _journal.Append(S, 0);
        string previous = (await _journal.Read(S))[0].Hash;
        byte[] data = """{"reason":"odd"}"""u8.ToArray();
        EventDraft Signed(OperatorKey key, string journal, string stream) => SignedAct.Sign(key, journal, stream, previous, Kill, data, _clock.GetUtcNow());
        EventDraft good = Signed(_olga, _journal.Id, S);
        EventDraft bad = how switch
        {
            "unsigned" => new EventDraft(Kill, data),
            "foreign key" => Signed(impostor, _journal.Id, S),
            "other data" => good with { Data = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good.Data.Span).Replace("odd", "even", StringComparison.Ordinal)) },
            "other type" => good with { Type = "policyos.session.released" },
            "other stream" => Signed(_olga, _journal.Id, "session/anna/2"),
            "other journal" => Signed(_olga, "019ca000-0000-7000-8000-000000000009", S),
            "other name" => good with { Data = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good.Data.Span).Replace("olga", "paul", StringComparison.Ordinal)) },
            _ => good,
        };
        if (how == "a second time")
        {
            await _journal.Append(S, 1, good);
        }

        await _journal.Append(S, how == "a second time" ? 2 : 1, bad);

        OperatorRoster roster = (await Roster()).Roster;
        List<JournalEvent> events = await _journal.Read(S);
        ActVerdict verdict = roster.Judge(events[^1]);
        Assert.False(verdict.IsBelieved);
        Assert.NotNull(verdict.Reason);
        Assert.Equal(verdict.Reason, (string?)JsonNode.Parse(OperatorActs.Refuse(events[^1], verdict).Data.Span)!["reason"]);
        Assert.Equal(how == "a second time", roster.Judge(events[1]).IsBelieved);
    }

    [Theory]
    [InlineData("""{"operator":7}""")]
    [InlineData("""{"operator":{"name":"olga"}}""")]
    [InlineData("""{"operator":{"name":"olga","signature":"zz","time":"x"}}""")]
    [InlineData("""{"operator":{"name":"olga","signature":"","time":null}}""")]
    public async Task Judge_MalformedSignature_IsNotBelievedAndNoCrash(string data)
    {
        await _journal.Append(S, 0, Event(data, Kill));

        Assert.False((await Roster()).Roster.Judge((await _journal.Read(S))[0]).IsBelieved);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"key":"00","name":"x","roles":[]}""")]
    [InlineData("""{"key":null,"name":"x","roles":[1]}""")]
    public async Task Enrol_Malformed_IsNotBelievedAndNoCrash(string data)
    {
        await Act(_olga, Bundle, OperatorEvents.Enrolled, Encoding.UTF8.GetBytes(data));

        Assert.Contains("does not name", Assert.Single((await Roster()).Refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_StreamMovesBetween_SignsAgain()
    {
        int asked = 0;
        bool appended = await SignedAct.AppendAsync(
            _journal,
            _olga,
            S,
            async head =>
            {
                if (asked++ == 0)
                {
                    await _journal.Append(S, head);
                }

                return (Kill, (ReadOnlyMemory<byte>)"{}"u8.ToArray());
            },
            _clock,
            None);

        Assert.Equal((true, 2), (appended, asked));
        Assert.True((await Roster()).Roster.Judge((await _journal.Read(S))[1]).IsBelieved);
    }

    private MemoryJournal NewJournal() => new(new JournalOptions("policyos/support", _clock, Ids()));

    private async Task Act(OperatorKey key, string stream, string type, ReadOnlyMemory<byte> data) =>
        Assert.True(await SignedAct.AppendAsync(_journal, key, stream, _ => new((type, data)), _clock, None));

    private async Task<(OperatorRoster Roster, List<string?> Refused)> Roster()
    {
        OperatorRoster roster = OperatorRoster.Empty(_journal.Id);
        var refused = new List<string?>();
        foreach (JournalEvent e in await _journal.Read(Bundle))
        {
            (roster, ActVerdict? verdict) = roster.Apply(e);
            if (verdict is { IsBelieved: false })
            {
                refused.Add(verdict.Reason);
            }
        }

        return (roster, refused);
    }
}
