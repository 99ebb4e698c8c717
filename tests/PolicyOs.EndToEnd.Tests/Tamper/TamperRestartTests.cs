namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>The cells of the matrix that another gateway process is needed for: the principal, the bundle.</summary>
public sealed class TamperRestartTests
{
    private const string Arguments = """{"to":"a@example.com","n":1}""";
    private const string Session = "a-session-of-the-matrix-00";

    public static TheoryData<Era> Eras => new TheoryData<Era>(Era.Legacy, Era.Modern).LongAfter(1);

    public static TheoryData<Era> Long => new TheoryData<Era>(Era.Legacy, Era.Modern).LongAfter(0);

    [Theory]
    [MemberData(nameof(Long))]
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
