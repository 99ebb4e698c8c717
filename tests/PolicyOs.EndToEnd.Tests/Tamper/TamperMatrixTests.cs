namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>
/// After a person has approved a call one thing is changed: every cell denies, with the right code, in both eras, through the real gateway
/// with operators at the command line. What a client of 2026-07-28 seals in its request state has a matrix of its own.
/// </summary>
public sealed class TamperMatrixTests(TamperDesk desk) : IClassFixture<TamperDesk>
{
    private const string Arguments = """{"to":"a@example.com","n":1}""";

    public static TheoryData<Era> Eras => [Era.Legacy, Era.Modern];

    // The eras differ in how a request says what it is, and in nothing that comes after.
    public static TheoryData<Era> LongInLegacy => new TheoryData<Era>(Era.Modern, Era.Legacy).LongAfter(1);

    // These come to the client in the same way as those that stay; what decides them is held in the engine's own matrix too.
    public static TheoryData<Era> Long => new TheoryData<Era>(Era.Legacy, Era.Modern).LongAfter(0);

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Nothing_Changed_PassesOnce_AndAReplayDoesNot(Era era)
    {
        TamperClient client = desk.Client(era);
        string arguments = Own(client);
        string grant = await ApprovedAsync(client, arguments);
        Assert.Null(await client.PresentAsync("answer", arguments, grant));
        Assert.Equal("APPROVAL_MISMATCH", (await client.CallAsync("answer", arguments, grant)).Code);
        Assert.NotEqual(grant, await client.AskAsync("answer", arguments));
        Assert.Equal(1, await client.SentAsync(arguments));
    }

    [Theory]
    [MemberData(nameof(LongInLegacy))]
    public async Task OneByteOfArguments_IsAMismatch_AndWithoutTheGrantANewRequest(Era era)
    {
        TamperClient client = desk.Client(era);
        string grant = await ApprovedAsync(client, Arguments);
        string other = Arguments.Replace("a@", "b@", StringComparison.Ordinal);
        Assert.Equal("APPROVAL_MISMATCH", (await client.CallAsync("answer", other, grant)).Code);
        Assert.NotEqual(grant, await client.AskAsync("answer", other));
        Assert.Equal(0, await client.SentAsync(other));
    }

    [Theory]
    [MemberData(nameof(Long))]
    public async Task Tool_IsAMismatch(Era era)
    {
        TamperClient client = desk.Client(era);
        string grant = await ApprovedAsync(client, Arguments);
        Assert.Equal("APPROVAL_MISMATCH", (await client.CallAsync("echo", Arguments, grant)).Code);
    }

    [Theory]
    [MemberData(nameof(Long))]
    public async Task Session_IsAMismatch(Era era)
    {
        TamperClient client = desk.Client(era);
        string grant = await ApprovedAsync(client, Arguments);
        TamperClient other = desk.Client(era);
        Assert.Equal("APPROVAL_MISMATCH", (await other.CallAsync("answer", Arguments, grant)).Code);
        Assert.NotEqual(grant, await other.AskAsync("answer", Arguments));
    }

    [Theory]
    [MemberData(nameof(Long))]
    public async Task Label_ClosesTheGate(Era era)
    {
        TamperClient client = desk.Client(era);
        string grant = await ApprovedAsync(client, Arguments);
        string waits = await client.AskAsync("answer", "{}");
        (await desk.Ines.ActAsync("sessions", "label", client.Session, "tainted")).Fine();
        Assert.Equal("LABEL_GATE_DENIED", await client.PresentAsync("answer", "{}", waits));
        Assert.Equal("LABEL_GATE_DENIED", (await client.CallAsync("answer", Arguments, grant)).Code);
    }

    [Theory]
    [MemberData(nameof(LongInLegacy))]
    public async Task Kill_VoidsForGood(Era era)
    {
        TamperClient client = desk.Client(era);
        string grant = await ApprovedAsync(client, Arguments);
        string waits = await client.AskAsync("answer", "{}");
        (await desk.Ines.ActAsync("sessions", "kill", client.Session)).Fine();
        Assert.Equal("SESSION_KILLED", await client.PresentAsync("answer", "{}", waits));
        Assert.Equal("SESSION_KILLED", (await client.CallAsync("answer", Arguments, grant)).Code);
        (await desk.Ines.ActAsync("sessions", "release", client.Session)).Fine();
        Assert.Equal("APPROVAL_MISMATCH", await client.PresentAsync("answer", Arguments, grant, unlike: "SESSION_KILLED"));
    }

    [Theory]
    [MemberData(nameof(LongInLegacy))]
    public async Task ApproveTwice_IsRefused(Era era)
    {
        TamperClient client = desk.Client(era);
        string grant = await client.AskAsync("answer", Arguments);
        (await desk.Ines.ActAsync("approvals", "approve", grant)).Fine();
        Refused(await desk.Ines.ActAsync("approvals", "approve", grant));
        Refused(await desk.Omar.ActAsync("approvals", "reject", grant));
        Assert.Null(await client.PresentAsync("answer", Arguments, grant));
    }

    [Theory]
    [MemberData(nameof(Long))]
    public async Task ApproveAsTheRequester_IsRefused(Era era)
    {
        TamperClient client = desk.Client(era);
        string grant = await client.AskAsync("pid", Arguments);
        Refused(await desk.Caller.ActAsync("approvals", "approve", grant));
        Assert.Equal("APPROVAL_PENDING", (await client.CallAsync("pid", Arguments, grant)).Code);
        (await desk.Omar.ActAsync("approvals", "approve", grant)).Fine();
        Assert.Null(await client.PresentAsync("pid", Arguments, grant));
    }

    [Theory]
    [MemberData(nameof(LongInLegacy))]
    public async Task RaceOfTwoApprovers_HasOneWinner(Era era)
    {
        TamperClient client = desk.Client(era);
        string arguments = Own(client);
        string grant = await client.AskAsync("answer", arguments);
        Ran[] acts = await Task.WhenAll(desk.Ines.ActAsync("approvals", "approve", grant), desk.Omar.ActAsync("approvals", "reject", grant));
        Assert.Equal([0, 1], acts.Select(act => act.ExitCode).Order());
        Assert.Equal(acts[0].ExitCode == 0 ? null : "CHECKPOINT_DENIED", await client.PresentAsync("answer", arguments, grant));
        Assert.Equal(acts[0].ExitCode == 0 ? 1 : 0, await client.SentAsync(arguments));
    }

    // Arguments that no other session has used: what the server was sent is counted.
    private static string Own(TamperClient client) => $$"""{"to":"{{client.Session}}@example.com"}""";

    // The stream is read in order: when the gateway goes by the second decision, it has read the first.
    private async Task<string> ApprovedAsync(TamperClient client, string arguments)
    {
        string grant = await client.AskAsync("answer", arguments);
        string after = await client.AskAsync("echo", "{}");
        (await desk.Ines.ActAsync("approvals", "approve", grant)).Fine();
        (await desk.Ines.ActAsync("approvals", "approve", after)).Fine();
        Assert.Null(await client.PresentAsync("echo", "{}", after));
        return grant;
    }

    private static void Refused(Ran act)
    {
        Assert.Equal(1, act.ExitCode);
        Assert.StartsWith("policyos: error: ", act.Errors, StringComparison.Ordinal);
    }
}
