using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PolicyOs.Journal.Audit;
using PolicyOs.Journal.Memory;
using PolicyOs.Journal.Sqlite;
using static PolicyOs.Journal.Tests.Drafts;

namespace PolicyOs.Journal.Tests.Audit;

public sealed class AuditVerifierTests : IAsyncLifetime
{
    private SampleExport _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleExport.MakeAsync();

    public ValueTask DisposeAsync() => default;

    [Fact]
    public void Verify_Untouched_Holds()
    {
        AuditReport report = SampleExport.Verify(_sample.Lines);

        Assert.Empty(report.Faults);
        Assert.Equal((95L, 3L, 20L, true), (report.Events, report.Anchors, report.UnanchoredEvents, report.KeyFromFile));
        Assert.NotNull(report.AnchoredAt);
    }

    [Fact]
    public async Task Verify_ExportOfSqlite_Holds()
    {
        using var folder = new TemporaryFolder();
        await using SqliteJournal journal = SqliteJournal.Open(
            new SqliteJournalOptions(folder.At("a.db"), SqliteAccess.Serve), new JournalOptions("policyos/support", new ManualClock(), Ids()));

        SampleExport sample = await SampleExport.MakeAsync(journal);

        AuditReport report = SampleExport.Verify(sample.Lines, journal.Keys.PublicKey);
        Assert.Empty(report.Faults);
        Assert.Equal((95L, 3L, 20L, false), (report.Events, report.Anchors, report.UnanchoredEvents, report.KeyFromFile));
    }

    [Fact]
    public async Task Verify_EmptyJournal_Holds()
    {
        await using var journal = new MemoryJournal(new JournalOptions("policyos/support", new ManualClock(), Ids()));
        using var file = new MemoryStream();
        await AuditExport.WriteAsync(journal, file, None);

        AuditReport report = SampleExport.Verify(file.ToArray());
        Assert.Equal((true, 0L, 0L), (report.Holds, report.Events, report.Anchors));
    }

    [Fact]
    public async Task Verify_AnothersKey_ShowsAtEveryAnchor()
    {
        SampleExport other = await SampleExport.MakeAsync();

        AuditReport report = SampleExport.Verify(_sample.Lines, other.Key);

        Assert.Equal(3, report.Faults.Count);
        Assert.Equal((0L, 95L), (report.Anchors, report.UnanchoredEvents));
    }

    [Fact]
    public void Verify_KeyAsPem_IsTaken()
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromHexString(_sample.Key), out _);

        Assert.True(SampleExport.Verify(_sample.Lines, key.ExportSubjectPublicKeyInfoPem()).Holds);
        Assert.Throws<FormatException>(() => SampleExport.Verify(_sample.Lines, "no key"));
    }

    [Fact]
    public void Verify_EventDeleted_NamesTheMissingOne()
    {
        (int line, string stream, long sequence) = Covered("session/bert/1", 3);
        _sample.Lines.RemoveAt(line);

        AuditFault first = SampleExport.Verify(_sample.Lines).Faults[0];
        Assert.Equal((stream, (long?)sequence), (first.Stream, first.Sequence));
        Assert.Contains($"event {sequence} is missing", first.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_EventChanged_NamesItAndNoOther()
    {
        (int line, string stream, long sequence) = Covered("session/bert/1", 3);
        _sample.Lines[line] = _sample.Lines[line].Replace("\"tool\":\"t", "\"tool\":\"u", StringComparison.Ordinal);

        AuditFault only = Assert.Single(SampleExport.Verify(_sample.Lines).Faults);
        Assert.Equal((line + 1L, stream, (long?)sequence), (only.Line, only.Stream, only.Sequence));
        Assert.Equal((string?)JsonNode.Parse(_sample.Lines[line])!["id"], only.EventId);
    }

    [Fact]
    public void Verify_TwoStreamsLinesSwapped_NamesTheOneOutOfPlace()
    {
        int last = _sample.Lines.FindIndex(1, line => line.Contains("\"subject\":\"tenant/acme\"", StringComparison.Ordinal));
        (_sample.Lines[last], _sample.Lines[last - 1]) = (_sample.Lines[last - 1], _sample.Lines[last]);

        Assert.Contains("out of its place", SampleExport.Verify(_sample.Lines).Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_FirstAnchorDeleted_Shows()
    {
        _sample.Lines.RemoveAt(_sample.Lines.FindIndex(line => line.StartsWith("{\"heads\"", StringComparison.Ordinal)));

        Assert.Contains(SampleExport.Verify(_sample.Lines).Faults, fault => fault.Message.Contains("anchor 2 follows anchor 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_CutBetweenLines_ShowsAgainstAnchorsKeptElsewhere()
    {
        string[] kept = [.. _sample.Lines.Where(line => line.StartsWith("{\"heads\"", StringComparison.Ordinal))];
        AuditReport Against(IEnumerable<string> lines)
        {
            using var file = new MemoryStream(SampleExport.Bytes(lines));
            return AuditVerifier.Verify(file, null, kept);
        }

        Assert.True(Against(_sample.Lines).Holds);
        Assert.True(SampleExport.Verify(_sample.Lines[.._sample.LastAnchor]).Holds);
        Assert.Contains(AnchorCheck.Name(kept[^1]), Assert.Single(Against(_sample.Lines[.._sample.LastAnchor]).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_NoFileAtAll_IsAFaultAndNoCrash()
    {
        Assert.False(SampleExport.Verify(Array.Empty<byte>()).Holds);
        Assert.False(SampleExport.Verify([0xff, 0xfe, 0x00, (byte)'\n', (byte)'\n']).Holds);
    }

    [Fact]
    public void Row_EventWithHostileText_IsSafeForATerminal()
    {
        var e = new JournalEvent(
            "id", "policyos/support", "session/a/1", 7, DateTimeOffset.UnixEpoch,
            Event("""{"code":"TOOL_BLOCKED","list":[1,2],"note":"a b","text":"\u001b[2J\u202e","x":{"y":1}}""", "policyos.call.denied") with { ActorId = "anna", CorrelationId = "c-1" },
            null, new string('0', 64));

        Assert.Equal(
            new AuditRow(DateTimeOffset.UnixEpoch, "session/a/1", 7, "call.denied", "anna", "c-1", """code=TOOL_BLOCKED list=[2] note="a b" text=\u001b[2J\u202e"""),
            AuditRow.From(e));
    }

    private (int Line, string Stream, long Sequence) Covered(string stream, long sequence)
    {
        int line = _sample.Lines.FindIndex(text => text.Contains($"\"sequence\":{sequence},", StringComparison.Ordinal) && text.Contains($"\"subject\":\"{stream}\"", StringComparison.Ordinal));
        return (line, stream, sequence);
    }
}
