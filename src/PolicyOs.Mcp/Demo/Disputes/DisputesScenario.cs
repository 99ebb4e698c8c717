using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo.Disputes;

/// <summary>A payment system with disputes: customers contest payments, refunds are proposed, issued and reversed.</summary>
internal sealed class DisputesScenario
{
    private readonly DemoData _data;

    private DisputesScenario(TimeProvider time) => _data = new DemoData("Disputes", time);

    /// <summary>A payment system with open disputes and no refund.</summary>
    public static DemoScenario Create(TimeProvider time)
    {
        var system = new DisputesScenario(time);
        return new DemoScenario(
            "disputes",
            "A payment system. What customers write about a payment is a claim, not a fact.",
            DemoResource.Read("Disputes", "tools.json").AsArray(),
            new Dictionary<string, Func<JsonElement, DemoReply>>(StringComparer.Ordinal)
            {
                ["disputes.read"] = arguments => system._data.On("disputes", "dispute_id", arguments, row => DemoData.Without(row)),
                ["payments.get"] = arguments => system._data.On("payments", "payment_id", arguments, row => DemoData.Without(row)),
                ["refunds.propose"] = system.Propose,
                ["refunds.issue"] = system.Issue,
                ["refunds.reverse"] = system.Reverse,
                ["customers.notify"] = system.Notify,
                ["disputes.close"] = system.Close,
                ["cards.charge"] = system.Charge,
                ["chargebacks.accept"] = system.Close,
            }.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private DemoReply Propose(JsonElement arguments) => _data.On("payments", "payment_id", arguments, _ =>
        new JsonObject { ["proposal_id"] = _data.Next("RP"), ["status"] = "proposed", ["amount_usd"] = arguments.Amount("amount_usd") });

    private DemoReply Issue(JsonElement arguments)
    {
        if (_data.Find("payments", "payment_id", arguments.Text("payment_id")) is { } payment
            && DemoData.Amount(payment, "refunded_usd") + arguments.Amount("amount_usd") > DemoData.Amount(payment, "amount_usd"))
        {
            return new DemoReply.Failure($"already refunded: {arguments.Text("payment_id")} has less than that left");
        }

        return _data.On("payments", "payment_id", arguments, row =>
        {
            decimal amount = arguments.Amount("amount_usd");
            row["refunded_usd"] = DemoData.Amount(row, "refunded_usd") + amount;
            JsonObject refund = _data.Add("refunds", new JsonObject
            {
                ["refund_id"] = _data.Next("RF"),
                ["payment_id"] = DemoData.Text(row, "payment_id"),
                ["amount_usd"] = amount,
                ["status"] = "issued",
            });
            return DemoData.Without(refund);
        });
    }

    private DemoReply Reverse(JsonElement arguments) => _data.On("refunds", "refund_id", arguments, refund =>
    {
        JsonObject payment = _data.Find("payments", "payment_id", DemoData.Text(refund, "payment_id"))!;
        payment["refunded_usd"] = DemoData.Amount(payment, "refunded_usd") - DemoData.Amount(refund, "amount_usd");
        _data.Remove("refunds", refund);
        return new JsonObject { ["refund_id"] = DemoData.Text(refund, "refund_id"), ["status"] = "reversed" };
    });

    private DemoReply Notify(JsonElement arguments) => _data.On("disputes", "dispute_id", arguments, _ =>
        new JsonObject { ["message_id"] = _data.Next("M"), ["status"] = "queued" });

    private DemoReply Close(JsonElement arguments) => _data.On("disputes", "dispute_id", arguments, dispute =>
    {
        dispute["status"] = "closed";
        return new JsonObject { ["dispute_id"] = DemoData.Text(dispute, "dispute_id"), ["status"] = "closed" };
    });

    private DemoReply Charge(JsonElement arguments) => _data.On("payments", "payment_id", arguments, _ => new JsonObject { ["charge_id"] = _data.Next("CH") });
}
