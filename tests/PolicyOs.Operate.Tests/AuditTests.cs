namespace PolicyOs.Operate.Tests;

/// <summary>An exported journal and its verification, at the command line.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Export_Verifies_AndOneFlippedByteIsAFault()
    {
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle))
        {
            Assert.True((await gateway.CallAsync("note", 1))!.IsFine);
            Assert.True((await gateway.CallAsync("pay", 2, "k"))!.IsFine);
        }

        string exported = (await PolicyOsProcess.RunAsync(null, ["audit", "export", .. Person.Where(_bundle)])).Fine().Output;
        await VerifyAsync(exported, 0, "the journal holds", "--require-anchor");

        int at = exported.IndexOf("policyos.call.reserved", StringComparison.Ordinal);
        await VerifyAsync(exported[..at] + "q" + exported[(at + 1)..], 1, "fault at line");

        // Without its last anchor, what that anchor covered is an unanchored tail.
        string[] lines = exported.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string cut = string.Concat(lines.Where(line => !line.StartsWith("{\"heads\":", StringComparison.Ordinal)).Select(line => line + "\n"));
        Assert.NotEqual(exported, cut);
        await VerifyAsync(cut, 0, "events after the last anchor");
        await VerifyAsync(cut, 1, "does not hold", "--require-anchor");
        (await PolicyOsProcess.RunAsync(null, "audit", "verify", _bundle.At("absent"))).Refused(3, "absent");
        (await PolicyOsProcess.RunAsync(null, "audit", "verify", _bundle.At("exported"), "--key", "00")).Refused(2, "--key");
    }

    [Fact]
    public async Task Verify_AgainstKeptAnchors_ShowsAnOlderJournalInItsPlace()
    {
        string kept = _bundle.At("kept");
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle, "--anchor-to", kept))
        {
            Assert.True((await gateway.CallAsync("note", 1))!.IsFine);
        }

        string old = (await PolicyOsProcess.RunAsync(null, ["audit", "export", .. Person.Where(_bundle)])).Fine().Output;
        await VerifyAsync(old, 0, "the journal holds", "--anchors", kept);
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle, "--anchor-to", kept))
        {
            Assert.True((await gateway.CallAsync("note", 2))!.IsFine);
        }

        await VerifyAsync(old, 0, "the journal holds", "--require-anchor");
        await VerifyAsync(old, 1, "kept elsewhere", "--anchors", kept);
        (await PolicyOsProcess.RunAsync(null, "audit", "verify", _bundle.At("exported"), "--anchors", _bundle.At("absent"))).Refused(3, "absent");
    }

    private async Task VerifyAsync(string exported, int exitCode, string words, params string[] options)
    {
        await File.WriteAllTextAsync(_bundle.At("exported"), exported);
        Ran verified = await PolicyOsProcess.RunAsync(null, ["audit", "verify", _bundle.At("exported"), .. options]);
        Assert.True(exitCode == verified.ExitCode, verified.Errors + verified.Output);
        Assert.Contains(words, verified.Output, StringComparison.Ordinal);
    }
}
