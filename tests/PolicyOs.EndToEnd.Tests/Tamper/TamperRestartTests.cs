namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>The cells of the matrix that another gateway process, or time, is needed for: the principal, the bundle, the expiry.</summary>
public sealed class TamperRestartTests
{
    private const string Arguments = """{"to":"a@example.com","n":1}""";
    private const string Session = "a-session-of-the-matrix-00";

    public static TheoryData<Era> Eras => [Era.Legacy, Era.Modern];

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Principal_IsAMismatch(Era era)
    {
        using BundleFolder bundle = TamperDesk.Bundle();
        (string grant, _) = await ApprovedAsync(bundle, era);
        await File.WriteAllTextAsync(bundle.At("other.json"), """{"id":"other","type":"agent","roles":["support"]}""");
        await using GatewayProcess second = await GatewayProcess.ConnectAsync(bundle.Path, options: ["--store", bundle.Store, "--principal", bundle.At("other.json")]);
        var client = new TamperClient(second, era, Session);
        Assert.Equal("APPROVAL_MISMATCH", (await client.CallAsync("answer", Arguments, grant)).Code);
        Assert.NotEqual(grant, await client.AskAsync("answer", Arguments));
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Bundle_IsAMismatch_AndTheSameBundleAfterARestartIsNot(Era era)
    {
        using BundleFolder bundle = TamperDesk.Bundle();
        (string grant, Operator ines) = await ApprovedAsync(bundle, era);
        string contract = await File.ReadAllTextAsync(Path.Combine(bundle.Path, "tools", "answer.yaml"));
        string changed = contract.Replace("a person looks first", "a person looks fi\u0072st.", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(bundle.Path, "tools", "answer.yaml"), changed);
        await using (GatewayProcess second = await GatewayProcess.ConnectAsync(bundle.Path, options: ["--store", bundle.Store]))
        {
            var client = new TamperClient(second, era, Session);
            Assert.Equal("APPROVAL_MISMATCH", (await client.CallAsync("answer", Arguments, grant)).Code);
            Assert.Equal(0, await second.EndAsync());
        }

        await File.WriteAllTextAsync(Path.Combine(bundle.Path, "tools", "answer.yaml"), contract);
        await using GatewayProcess third = await GatewayProcess.ConnectAsync(bundle.Path, options: ["--store", bundle.Store]);
        Assert.True((await new TamperClient(third, era, Session).CallAsync("answer", Arguments, grant)).IsFine);
        Assert.Equal(1, (await ines.ActAsync("approvals", "reject", grant)).ExitCode);
    }

    // One wait for both eras: a checkpoint is open for at least thirty seconds.
    [Fact]
    public async Task Expiry_TimesOut()
    {
        using BundleFolder bundle = TamperDesk.Bundle();
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", bundle.Store]);
        Operator ines = await Operator.EnrolAsync(bundle, "ines");
        TamperClient[] clients = [.. Enum.GetValues<Era>().Select(era => new TamperClient(gateway, era, Session + era))];
        var grants = new Dictionary<TamperClient, string>();
        foreach (TamperClient client in clients)
        {
            grants[client] = await client.AskAsync("answer", Arguments);
            (await ines.ActAsync("approvals", "approve", grants[client])).Fine();
        }

        await Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        foreach (TamperClient client in clients)
        {
            Assert.Equal("CHECKPOINT_TIMEOUT", (await client.CallAsync("answer", Arguments, grants[client])).Code);
            Assert.Equal(0, await client.SentAsync(Arguments));
            Assert.Equal(1, (await ines.ActAsync("approvals", "approve", grants[client])).ExitCode);
        }
    }

    private static async Task<(string Grant, Operator Ines)> ApprovedAsync(BundleFolder bundle, Era era)
    {
        await using GatewayProcess first = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", bundle.Store]);
        string grant = await new TamperClient(first, era, Session).AskAsync("answer", Arguments);
        Operator ines = await Operator.EnrolAsync(bundle, "ines");
        (await ines.ActAsync("approvals", "approve", grant)).Fine();
        Assert.Equal(0, await first.EndAsync());
        return (grant, ines);
    }
}
