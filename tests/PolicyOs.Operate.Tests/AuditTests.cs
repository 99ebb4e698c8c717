using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PolicyOs.Testing;

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

    [Fact(Skip = LongRuns.Reason, SkipType = typeof(LongRuns), SkipUnless = nameof(LongRuns.Included))]
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

    [Fact]
    public async Task AnchorTo_AnAddress_IsPostedWhatVerifyTakes()
    {
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        var bodies = new List<string>();
        Task receiving = ReceiveAsync(receiver, bodies);
        string address = $"http://{receiver.LocalEndpoint}/anchors";
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle, "--anchor-to", address))
        {
            Assert.True((await gateway.CallAsync("note", 1))!.IsFine);
        }

        receiver.Stop();
        await receiving;
        string kept = _bundle.At("kept");
        await File.WriteAllLinesAsync(kept, bodies);
        string exported = (await PolicyOsProcess.RunAsync(null, ["audit", "export", .. Person.Where(_bundle)])).Fine().Output;
        Assert.NotEmpty(bodies);
        Assert.All(bodies, body => Assert.Contains(body + "\n", exported, StringComparison.Ordinal));
        await VerifyAsync(exported, 0, "the journal holds", "--anchors", kept);
    }

    [Fact]
    public async Task AnchorTo_WhereNothingIsAnchored_IsRefused()
    {
        Ran ran = await PolicyOsProcess.RunAsync(null, "run", "--bundle", _bundle.Path, "--store", "memory", "--anchor-to", _bundle.At("kept"));
        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("--anchor-to has nothing to copy", ran.Errors, StringComparison.Ordinal);
    }

    // One request on each connection, answered with 204.
    private static async Task ReceiveAsync(TcpListener receiver, List<string> bodies)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await receiver.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream());
                int length = 0;
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                {
                    length = header.StartsWith("Content-Length: ", StringComparison.Ordinal) ? int.Parse(header[16..], CultureInfo.InvariantCulture) : length;
                }

                char[] body = new char[length];
                await reader.ReadBlockAsync(body);
                bodies.Add(new string(body));
                await client.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test has stopped it.
        }
    }

    private async Task VerifyAsync(string exported, int exitCode, string words, params string[] options)
    {
        await File.WriteAllTextAsync(_bundle.At("exported"), exported);
        Ran verified = await PolicyOsProcess.RunAsync(null, ["audit", "verify", _bundle.At("exported"), .. options]);
        Assert.True(exitCode == verified.ExitCode, verified.Errors + verified.Output);
        Assert.Contains(words, verified.Output, StringComparison.Ordinal);
    }
}
