using System.Text.Json.Nodes;
using PolicyOs.Journal.Operators;

namespace PolicyOs.Operate.Tests;

/// <summary>Tickets of a client that shows no forms, decided at the command line beside the running gateway.</summary>
public sealed class TicketTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Ticket_Approved_LetsExactlyThatCallThroughOnce()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Answer asked = (await gateway.CallAsync("send", 1))!;
        Assert.Equal("APPROVAL_PENDING", asked.Code);
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        Assert.Equal([asked.Approval], (await Person.ReadAsync(_bundle, "approvals", "list")).Column("approval"));
        Rows shown = await Person.ReadAsync(_bundle, "approvals", "show", asked.Approval);
        Assert.Equal(["pending"], shown.Of("status"));
        Assert.Equal(["send"], shown.Of("tool"));
        Assert.Equal(["1"], shown.Of("number"));

        (await ines.ActAsync("approvals", "approve", asked.Approval, "--comment", "read it")).Fine();
        await PassesAsync(gateway, 1);
        Answer again = (await gateway.CallAsync("send", 1))!;
        Assert.Equal("APPROVAL_PENDING", again.Code);
        Assert.NotEqual(asked.Approval, again.Approval);
        Assert.Equal("APPROVAL_PENDING", (await gateway.CallAsync("send", 2))!.Code);
        Assert.Equal(["send 1 -"], _bundle.Effects()[1..]);
    }

    [Fact]
    public async Task Ticket_Rejected_IsDeniedWithoutAskingAgain()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Answer asked = (await gateway.CallAsync("send", 1))!;
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        (await ines.ActAsync("approvals", "reject", asked.Approval)).Fine();
        await UntilAsync(gateway, 1, "CHECKPOINT_DENIED");
        Assert.Equal("CHECKPOINT_DENIED", (await gateway.CallAsync("send", 1))!.Code);
        Assert.DoesNotContain(_bundle.Effects(), line => line.StartsWith("send", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ticket_PendingAcrossARestart_StaysDecidable()
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
        await using Gateway second = await Gateway.ConnectAsync(_bundle, "--session", session);
        Answer repeated = (await second.CallAsync("send", 1))!;
        Assert.Equal(("APPROVAL_PENDING", approval), (repeated.Code, repeated.Approval));
        (await ines.ActAsync("approvals", "approve", approval)).Fine();
        await PassesAsync(second, 1);
    }

    [Fact]
    public async Task Decision_ThatNoOperatorSigned_IsIgnoredAndJournaled()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Answer asked = (await gateway.CallAsync("send", 1))!;
        await Person.EnrolAsync(_bundle, "ines");
        using OperatorKey stranger = OperatorKey.Create("ines");
        foreach ((string channel, OperatorKey? key, string reason) in new[] { ("Operator", null, "not signed"), ("Client", null, "not signed"), ("Operator", stranger, "not ines's") })
        {
            string forged = await ForgedAct.AppendAsync(_bundle, "policyos.approval.decided", Approved(asked.Approval, channel), key);
            Assert.Contains(reason, await ForgedAct.RefusalAsync(_bundle, forged), StringComparison.Ordinal);
            Answer still = (await gateway.CallAsync("send", 1))!;
            Assert.Equal(("APPROVAL_PENDING", asked.Approval), (still.Code, still.Approval));
        }
    }

    private static JsonObject Approved(string approval, string channel) => new()
    {
        ["at"] = ForgedAct.Now, ["approval"] = approval, ["status"] = "Approved", ["choice"] = "AllowOnce", ["approver"] = "ines", ["roles"] = new JsonArray("support"),
        ["groups"] = new JsonArray(), ["channel"] = channel, ["decided_at"] = ForgedAct.Now, ["modifications"] = new JsonArray(),
    };

    private static async Task PassesAsync(Gateway gateway, int n) => await UntilAsync(gateway, n, null);

    // The gateway notices what was appended beside it within 200 ms.
    private static async Task UntilAsync(Gateway gateway, int n, string? code)
    {
        using var patience = new CancellationTokenSource(PolicyOsProcess.Patience);
        Answer answer = (await gateway.CallAsync("send", n))!;
        while (answer.Code != code)
        {
            Assert.Equal("APPROVAL_PENDING", answer.Code);
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            answer = (await gateway.CallAsync("send", n))!;
        }
    }
}
