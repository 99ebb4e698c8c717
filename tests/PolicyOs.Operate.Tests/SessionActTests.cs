using System.Diagnostics;
using System.Text.Json.Nodes;
using PolicyOs.Journal.Operators;
using PolicyOs.Testing;

namespace PolicyOs.Operate.Tests;

/// <summary>Kill, release, label and resolve, from the command line into a running gateway.</summary>
public sealed class SessionActTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Kill_OfARunningSession_DeniesWithinASecondAndHidesTools_UntilReleased()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Assert.True((await gateway.CallAsync("look", 1))!.IsFine);
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        string session = (await gateway.SessionAsync)!;

        (await ines.ActAsync("sessions", "kill", session, "--reason", "drill")).Fine();
        long killed = Stopwatch.GetTimestamp();
        await UntilAsync(gateway, "look", "SESSION_KILLED");
        Assert.InRange(Stopwatch.GetElapsedTime(killed), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Empty(await gateway.ToolsAsync());
        Assert.Contains("notifications/tools/list_changed", gateway.Notifications);
        Assert.Equal(["killed"], (await Person.ReadAsync(_bundle, "sessions", "list")).Column("state"));

        (await ines.ActAsync("sessions", "release", session)).Fine();
        await UntilAsync(gateway, "look", null);
        Assert.Equal(OperateBundle.Tools, (await gateway.ToolsAsync()).Order());
        (await ines.ActAsync("sessions", "release", session)).Refused(1, "neither killed");
    }

    [Fact]
    public async Task Label_OnARunningSession_ClosesItsGates()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Assert.True((await gateway.CallAsync("note", 1))!.IsFine);
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        string session = (await gateway.SessionAsync)!;
        (await ines.ActAsync("sessions", "label", session[..20], "tainted")).Fine();
        await UntilAsync(gateway, "note", "LABEL_GATE_DENIED", 2);
        Assert.Equal(["tainted"], (await Person.ReadAsync(_bundle, "sessions", "show", session)).Of("labels"));
        (await ines.ActAsync("sessions", "label", session, "no-such-label")).Refused(1, "no-such-label");
    }

    [Fact]
    public async Task Resolve_OfACallInDoubt_SettlesItOnce()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Assert.Equal("UPSTREAM_UNAVAILABLE", (await gateway.CallAsync("vanish", 1))!.Code);
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        string session = (await gateway.SessionAsync)!;
        string call = Assert.Single((await Person.ReadAsync(_bundle, "sessions", "show", session)).Of("in doubt")).Split(' ')[0];
        (await ines.ActAsync("sessions", "resolve", session, call, "--outcome", "perhaps")).Refused(2, "committed or failed");
        (await ines.ActAsync("sessions", "resolve", session, "no-such-call", "--outcome", "failed")).Refused(1, "no-such-call");
        (await ines.ActAsync("sessions", "resolve", session, call, "--outcome", "committed")).Fine();
        Rows resolved = await Person.ReadAsync(_bundle, "sessions", "show", session);
        Assert.Empty(resolved.Of("in doubt"));
        Assert.Equal(["1"], resolved.Of("commits"));
        (await ines.ActAsync("sessions", "resolve", session, call, "--outcome", "failed")).Refused(1, call);
    }

    [Fact(Skip = LongRuns.Reason, SkipType = typeof(LongRuns), SkipUnless = nameof(LongRuns.Included))]
    public async Task Resolve_OfACallThatAKilledGatewayLeftUnderWay_FreesItsKeyForOtherSessions()
    {
        string left;
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle))
        {
            left = (await gateway.SessionAsync)!;
            Task<Answer?> call = gateway.CallAsync("pay", 1, "stall");
            await StalledAsync(1);
            await gateway.KillAsync();
            Assert.Null(await call);
        }

        await using Gateway next = await Gateway.ConnectAsync(_bundle);
        Assert.Equal("IDEMPOTENCY_IN_DOUBT", (await next.CallAsync("pay", 1, "stall"))!.Code);
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        string doubtful = Assert.Single((await Person.ReadAsync(_bundle, "sessions", "show", left)).Of("in doubt")).Split(' ')[0];
        (await ines.ActAsync("sessions", "resolve", left, doubtful, "--outcome", "failed")).Fine();

        // The gateway notices within 200 ms; until then a repeat is refused.
        Task<Answer?> repeated;
        do
        {
            repeated = next.CallAsync("pay", 1, "stall");
        }
        while (await Task.WhenAny(repeated, StalledAsync(2)) == repeated && (await repeated)!.Code == "IDEMPOTENCY_IN_DOUBT");

        Assert.False(repeated.IsCompleted);
    }

    [Fact]
    public async Task Kill_ThatNoOperatorSigned_IsIgnoredAndJournaled()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Assert.True((await gateway.CallAsync("look", 1))!.IsFine);
        await Person.EnrolAsync(_bundle, "ines");
        using OperatorKey stranger = OperatorKey.Create("mallory");
        foreach ((OperatorKey? key, string reason) in new[] { (null, "not signed"), (stranger, "mallory is not enrolled") })
        {
            var data = new JsonObject { ["at"] = ForgedAct.Now, ["session"] = await gateway.SessionAsync, ["principal"] = "anonymous", ["by"] = "ines", ["reason"] = "forged" };
            string forged = await ForgedAct.AppendAsync(_bundle, "policyos.session.killed", data, key);
            Assert.Contains(reason, await ForgedAct.RefusalAsync(_bundle, forged), StringComparison.Ordinal);
            Assert.True((await gateway.CallAsync("look", 2))!.IsFine);
        }

        Assert.Equal(["live"], (await Person.ReadAsync(_bundle, "sessions", "list")).Column("state"));
        Assert.Contains("operator.refused", (await PolicyOsProcess.RunAsync(null, ["audit", "show", .. Person.Where(_bundle)])).Fine().Output, StringComparison.Ordinal);
    }

    [Fact(Skip = LongRuns.Reason, SkipType = typeof(LongRuns), SkipUnless = nameof(LongRuns.Included))]
    public async Task Kill_ByAnOperatorWhoIsRevokedLater_StillCounts()
    {
        string session;
        Person ines = null!;
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle))
        {
            Assert.True((await gateway.CallAsync("look", 1))!.IsFine);
            session = (await gateway.SessionAsync)!;
            ines = await Person.EnrolAsync(_bundle, "ines");
            Person omar = await Person.EnrolAsync(_bundle, "omar", by: ines);
            (await ines.ActAsync("sessions", "kill", session)).Fine();
            (await omar.ActAsync("operators", "revoke", "ines")).Fine();
            await UntilAsync(gateway, "look", "SESSION_KILLED");
        }

        Assert.Equal(["killed"], (await Person.ReadAsync(_bundle, "sessions", "list")).Column("state"));
        await using Gateway again = Gateway.Start(_bundle, "--session", session);
        Assert.NotEqual(0, await again.EndedAsync());
        Assert.Contains("was killed", again.Errors, StringComparison.Ordinal);
        (await ines.ActAsync("sessions", "release", session)).Refused(1, "ines");
    }

    private async Task StalledAsync(int times)
    {
        using var patience = new CancellationTokenSource(PolicyOsProcess.Patience);
        while (_bundle.Effects().Count(static line => line == "pay 1 stall") < times)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
        }
    }

    private static async Task UntilAsync(Gateway gateway, string tool, string? code, int n = 1)
    {
        using var patience = new CancellationTokenSource(PolicyOsProcess.Patience);
        while ((await gateway.CallAsync(tool, n))!.Code != code)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
