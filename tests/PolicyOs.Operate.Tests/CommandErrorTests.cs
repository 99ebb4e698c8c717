namespace PolicyOs.Operate.Tests;

/// <summary>What an operator types wrong: one clear error and the exit code that the reference names, and nothing is written.</summary>
public sealed class CommandErrorTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Command_ThatCannotBeDone_SaysWhyInOneLine()
    {
        string[] where = Person.Where(_bundle);
        (await PolicyOsProcess.RunAsync(null, ["sessions", "list", .. where])).Refused(3, "journal.db");
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle))
        {
            Assert.True((await gateway.CallAsync("look", 1))!.IsFine);
            (await PolicyOsProcess.RunAsync(null, ["operators", "add", "ines", "--key-out", _bundle.At("x.key"), .. where])).Refused(2, "terminal");
            Person ines = await Person.EnrolAsync(_bundle, "ines");
            string session = (await gateway.SessionAsync)!;
            string[] kill = ["sessions", "kill", session, .. where];
            (await PolicyOsProcess.RunAsync("wrong", [.. kill, "--key", ines.KeyFile])).Refused(1, "passphrase");
            (await PolicyOsProcess.RunAsync(null, [.. kill, "--key", ines.KeyFile])).Refused(2, "terminal");
            (await PolicyOsProcess.RunAsync(ines.Passphrase, kill)).Refused(2, "--key");
            (await PolicyOsProcess.RunAsync(ines.Passphrase, [.. kill, "--key", _bundle.At("absent.key")])).Refused(3, "absent.key");
            (await ines.ActAsync("sessions", "kill", "no-such")).Refused(1, "no-such");
            (await ines.ActAsync("approvals", "approve", "no-such")).Refused(1, "no-such");
            (await ines.ActAsync("operators", "add", "ines", "--key-out", _bundle.At("y.key"))).Refused(1, "given before");
            (await ines.ActAsync("operators", "revoke", "ines")).Refused(1, "last");
            (await PolicyOsProcess.RunAsync(null, "sessions", "list", "--store", _bundle.Store)).Refused(2, "--bundle");
            Assert.True((await gateway.CallAsync("look", 2))!.IsFine);
            Assert.Equal(["ines"], (await Person.ReadAsync(_bundle, "operators", "list")).Column("name"));
        }
    }
}
