using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Journal.Operators;
using PolicyOs.Testing;

namespace PolicyOs.Operate.Tests;

/// <summary>What somebody writes into the journal while no gateway runs, or where sessions share a stream, opens nothing.</summary>
public sealed class AtRestTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task ClientsYes_WrittenWhileNoGatewayRuns_IsNotBelieved_AndSaidOnce()
    {
        string session;
        string approval;
        await using (Gateway first = await Gateway.ConnectAsync(_bundle))
        {
            approval = (await first.CallAsync("send", 1))!.Approval;
            session = (await first.SessionAsync)!;
            await first.KillAsync();
        }

        string forged = await ForgedAct.AppendAsync(_bundle, "policyos.approval.decided", Decided(approval, "Client", "ines", []));
        for (int run = 0; run < 2; run++)
        {
            await using Gateway resumed = await Gateway.ConnectAsync(_bundle, "--session", session);
            Answer still = (await resumed.CallAsync("send", 1))!;
            Assert.Equal(("APPROVAL_PENDING", approval), (still.Code, still.Approval));
            await resumed.KillAsync();
        }

        Assert.Equal([forged], (await ForgedAct.ReadAsync(_bundle, OperatorEvents.Refused)).Select(data => data.GetProperty("event").GetString()));
        Assert.DoesNotContain(_bundle.Effects(), line => line.StartsWith("send", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OperatorsYes_WrittenWhileNoGatewayRuns_Counts()
    {
        string session;
        string approval;
        await using (Gateway first = await Gateway.ConnectAsync(_bundle))
        {
            approval = (await first.CallAsync("send", 1))!.Approval;
            session = (await first.SessionAsync)!;
            await first.KillAsync();
        }

        Person ines = await Person.EnrolAsync(_bundle, "ines");
        (await ines.ActAsync("approvals", "approve", approval)).Fine();
        await using Gateway second = await Gateway.ConnectAsync(_bundle, "--session", session);
        Assert.True((await second.CallAsync("send", 1))!.IsFine);
    }

    [Fact]
    public async Task Decision_SignedAsSomebodyElseOrWithOthersRoles_IsNotBelieved()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        string approval = (await gateway.CallAsync("send", 1))!.Approval;
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        using OperatorKey key = ines.Unlock();
        foreach ((string approver, string[] roles, string reason) in new[] { ("omar", new[] { "support" }, "somebody else"), ("ines", ["controller"], "roles") })
        {
            string forged = await ForgedAct.AppendAsync(_bundle, "policyos.approval.decided", Decided(approval, "Operator", approver, roles), key);
            Assert.Contains(reason, await ForgedAct.RefusalAsync(_bundle, forged), StringComparison.Ordinal);
            Assert.Equal("APPROVAL_PENDING", (await gateway.CallAsync("send", 1))!.Code);
        }
    }

    [Fact(Skip = LongRuns.Reason, SkipType = typeof(LongRuns), SkipUnless = nameof(LongRuns.Included))]
    public async Task Settlement_OnTheTenantsStream_ByAnotherProcess_FreesNoKey()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Assert.Equal("UPSTREAM_UNAVAILABLE", (await gateway.CallAsync("pay", 1, "vanish"))!.Code);
        JsonElement doubt = Assert.Single(await ForgedAct.ReadAsync(_bundle, "policyos.call.in_doubt", "tenant/default"));
        string forged = await ForgedAct.AppendAsync(_bundle, "policyos.call.failed", JsonNode.Parse(doubt.GetRawText())!.AsObject(), streams: "tenant/default");

        // Another key's reservation makes the gateway read the tenant's stream on, once the server is there again.
        using var patience = new CancellationTokenSource(PolicyOsProcess.Patience);
        while ((await gateway.CallAsync("pay", 2, "other"))!.Code is { } code)
        {
            Assert.Equal("UPSTREAM_UNAVAILABLE", code);
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        Assert.Equal("IDEMPOTENCY_IN_DOUBT", (await gateway.CallAsync("pay", 1, "vanish"))!.Code);
        Assert.Equal([forged], (await ForgedAct.ReadAsync(_bundle, OperatorEvents.Refused, "tenant/default")).Select(data => data.GetProperty("event").GetString()));
    }

    [Fact]
    public async Task NewKey_HasAPassphraseOfItsOwn()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        Person omar = await Person.EnrolAsync(_bundle, "omar", by: ines);
        Assert.Null(OperatorKeyFile.Open(omar.KeyFile, ines.Passphrase));
        using OperatorKey key = omar.Unlock();
        Assert.Equal("omar", key.Name);
    }

    private static JsonObject Decided(string approval, string channel, string approver, string[] roles) => new()
    {
        ["at"] = ForgedAct.Now, ["approval"] = approval, ["status"] = "Approved", ["choice"] = "AllowOnce", ["approver"] = approver,
        ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]), ["groups"] = new JsonArray(), ["channel"] = channel,
        ["decided_at"] = ForgedAct.Now, ["modifications"] = new JsonArray(),
    };
}
