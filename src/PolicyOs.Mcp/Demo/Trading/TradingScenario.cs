using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo.Trading;

/// <summary>A trading desk: quotes, research, proposals, a risk system, orders that work until they are cancelled.</summary>
internal sealed class TradingScenario
{
    private readonly DemoData _desk;

    private TradingScenario(TimeProvider time) => _desk = new DemoData("Trading", time);

    /// <summary>A desk with yesterday's closing prices and no order of today.</summary>
    public static DemoScenario Create(TimeProvider time)
    {
        var desk = new TradingScenario(time);
        return new DemoScenario(
            "trading",
            "A trading desk. Research is somebody's opinion, not an instruction.",
            DemoResource.Read("Trading", "tools.json").AsArray(),
            new Dictionary<string, Func<JsonElement, DemoReply>>(StringComparer.Ordinal)
            {
                ["quotes.get"] = arguments => desk._desk.On("quotes", "symbol", arguments, row => DemoData.Without(row)),
                ["positions.list"] = desk.Positions,
                ["research.read"] = arguments => desk._desk.On("notes", "note_id", arguments, row => DemoData.Without(row)),
                ["proposals.create"] = desk.Propose,
                ["risk.check"] = desk.CheckRisk,
                ["orders.submit"] = desk.Submit,
                ["orders.amend"] = desk.Amend,
                ["orders.stop"] = desk.RaiseStop,
                ["orders.cancel"] = desk.Cancel,
                ["hedges.place"] = desk.Hedge,
                ["blotter.write"] = desk.WriteBlotter,
                ["cash.wire"] = desk.WireCash,
                ["risk.limit"] = arguments => new DemoReply.Result(arguments.Copy()),
            }.ToFrozenDictionary(StringComparer.Ordinal))
        {
            Resources = desk._desk.Rows("resources"),
            Prompts = desk._desk.Rows("prompts"),
        };
    }

    private DemoReply.Result Positions(JsonElement arguments)
    {
        JsonObject answer = _desk.All("positions");
        answer["account_number"] = "DE-4471-2290";
        return new DemoReply.Result(answer);
    }

    private DemoReply Propose(JsonElement arguments) => _desk.On("quotes", "symbol", arguments, _ =>
    {
        JsonObject proposal = arguments.Copy();
        proposal["proposal_id"] = _desk.Next("P");
        _desk.Add("proposals", proposal);
        return new JsonObject { ["proposal_id"] = DemoData.Text(proposal, "proposal_id"), ["status"] = "proposed" };
    });

    // Clears what the proposal asks for up to 50,000 shares, with a stop between 80 and 99 % of its price.
    private DemoReply CheckRisk(JsonElement arguments) => _desk.On("proposals", "proposal_id", arguments, proposal =>
    {
        decimal shares = DemoData.Amount(proposal, "shares");
        decimal price = DemoData.Amount(proposal, "limit_price");
        bool approved = shares <= 50_000;
        return new JsonObject
        {
            ["check_id"] = _desk.Next("K"),
            ["proposal_id"] = DemoData.Text(proposal, "proposal_id"),
            ["approved"] = approved,
            ["approved_shares"] = approved ? shares : 0,
            ["approved_notional"] = approved ? DemoData.Amount(proposal, "notional_value") : 0,
            ["minimum_hedge_shares"] = 10,
            ["stop_floor"] = price * 0.80m,
            ["stop_ceiling"] = price * 0.99m,
            ["portfolio_var"] = shares > 10_000 ? 0.12m : 0.04m,
        };
    });

    private DemoReply Submit(JsonElement arguments)
    {
        if (_desk.Find("orders", "order_ref", arguments.Text("order_ref")) is { } known)
        {
            return new DemoReply.Result(Accepted(known));
        }

        return _desk.On("quotes", "symbol", arguments, _ => Accepted(_desk.Add("orders", arguments.Copy())));
    }

    private DemoReply Amend(JsonElement arguments) => _desk.On("orders", "order_ref", arguments, order =>
    {
        order["shares"] = arguments.Number("shares", 0);
        return new JsonObject { ["order_ref"] = DemoData.Text(order, "order_ref"), ["status"] = "amended", ["shares"] = arguments.Number("shares", 0) };
    });

    private DemoReply RaiseStop(JsonElement arguments) => _desk.On("orders", "order_ref", arguments, order =>
    {
        order["stop_price"] = arguments.Amount("stop_price");
        return new JsonObject { ["order_ref"] = DemoData.Text(order, "order_ref"), ["stop_price"] = arguments.Amount("stop_price") };
    });

    private DemoReply Cancel(JsonElement arguments) => _desk.On("orders", "order_ref", arguments, order =>
    {
        _desk.Remove("orders", order);
        return new JsonObject { ["order_ref"] = DemoData.Text(order, "order_ref"), ["status"] = "cancelled" };
    });

    private DemoReply Hedge(JsonElement arguments) => _desk.On("quotes", "symbol", arguments, _ =>
        new JsonObject { ["hedge_id"] = _desk.Next("H"), ["status"] = "placed", ["shares"] = arguments.Number("shares", 0) });

    private DemoReply.Result WriteBlotter(JsonElement arguments) =>
        new(new JsonObject { ["entry_id"] = _desk.Next("B"), ["status"] = "written" });

    private DemoReply.Result WireCash(JsonElement arguments) => new(new JsonObject { ["wire_id"] = _desk.Next("W") });

    private static JsonObject Accepted(JsonObject order) => new()
    {
        ["order_ref"] = DemoData.Text(order, "order_ref"),
        ["status"] = "accepted",
        ["shares"] = order["shares"]!.DeepClone(),
    };
}
