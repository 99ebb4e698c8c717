namespace PolicyOs.Journal.Tests.Audit;

/// <summary>A thousand random edits of an exported journal (issue: the tamper test), and the second verifier's opinion of each.</summary>
public sealed class TamperTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SampleExport _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleExport.MakeAsync();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    [Fact]
    public void Verify_AThousandEdits_NamesEveryOneThatAnAnchorCoversAndReportsTheRestAsTail()
    {
        var random = new Random(6);
        int shown = 0;
        for (int i = 0; i < 1000; i++)
        {
            Edit edit = Edit.Random(_sample, random);
            Journal.Audit.AuditReport report = SampleExport.Verify(edit.Bytes);

            Assert.True(!report.Holds || !edit.MustShow, $"{edit.What}: nothing found");
            Assert.True(!report.Holds || report.UnanchoredEvents > 0 || edit.Tail == 0, $"{edit.What}: neither a fault nor a tail");
            if (edit.FirstLine is { } line)
            {
                Assert.True(report.Faults[0].Line == line, $"{edit.What}: first fault {report.Faults[0]}");
            }

            if (edit.Tail is { } tail)
            {
                Assert.True(report.UnanchoredEvents == tail, $"{edit.What}: tail {report.UnanchoredEvents}, not {tail}");
                Assert.True(edit.MustShow == !report.Holds, $"{edit.What}: {string.Join(',', report.Faults)}");
            }

            shown += report.Holds ? 0 : 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{shown} of 1000 edits are faults, the others lie in the tail or cut the file between lines");
        Assert.InRange(shown, 600, 999);
    }

    [Fact]
    public async Task NodeVerifier_TheSameEdits_AgreesOnVerdictAndFirstLine()
    {
        var random = new Random(66);
        Edit[] edits = [.. Enumerable.Range(0, 400).Select(_ => Edit.Random(_sample, random))];
        string[] files = [.. edits.Select((_, i) => _folder.At($"{i}.jsonl"))];
        for (int i = 0; i < edits.Length; i++)
        {
            await File.WriteAllBytesAsync(files[i], edits[i].Bytes);
        }

        string good = _folder.At("good.jsonl");
        await File.WriteAllBytesAsync(good, SampleExport.Bytes(_sample.Lines));
        IReadOnlyList<NodeVerifier.Result>? results = await NodeVerifier.VerifyAsync([good, .. files]);
        Assert.SkipWhen(results is null, "node is not installed");

        Assert.Equal(new NodeVerifier.Result(true, null, 95, 3, 20), results![0]);
        for (int i = 0; i < edits.Length; i++)
        {
            Journal.Audit.AuditReport ours = SampleExport.Verify(edits[i].Bytes);
            NodeVerifier.Result theirs = results[i + 1];
            Journal.Audit.AuditFault? first = ours.Holds ? null : ours.Faults[0];
            Assert.True(first?.Line == theirs.FirstLine && ours.Holds == theirs.Holds, $"{edits[i].What}: ours {first}, theirs {theirs}");
            if (ours.Holds)
            {
                Assert.Equal((ours.Events, ours.Anchors, ours.UnanchoredEvents), (theirs.Events, theirs.Anchors, theirs.Unanchored));
            }
        }
    }
}
