using System.Collections.Frozen;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Tests.Bundles;
using PolicyOs.Json.Path;

namespace PolicyOs.Benchmarks.Engine;

/// <summary>A contract like bundles/trading-desk: <c>submit_live_order</c> with every layer active, beside any number of other tools.</summary>
internal static class TradingDesk
{
    public const string Order = """
        {"account_id": "ACC-20931", "symbol": "ACME", "side": "buy", "quantity": 25, "limit_price": 101.25, "time_in_force": "day", "client_order_id": "c0a80121-7ac0-11d1-898c-00c04fd8d5cd", "note": "rebalance", "venue": "XNYS"}
        """;

    public const string Quote = """{"account_id": "ACC-20931", "symbol": "ACME"}""";

    public const string QuoteResult = """{"symbol": "ACME", "price": 101.20, "ceiling": 105.00, "status": "open", "account": "ACC-20931"}""";

    public static readonly Principal Trader =
        new("trader-7", "human", ["trader"], [], "desk", Make.Json("""{"desk": "equities", "level": 3}"""));

    public static CompiledBundle Build(int tools = 10)
    {
        var bundle = new BundleBuilder { DenySecrets = true };
        bundle.Slots.AddRange(["account", "price"]);
        bundle.Labels.AddRange(["untrusted", "live"]);
        bundle.Roles.Add(new Role("trader", FrozenSet.ToFrozenSet(["orders:submit", "orders:read"])));
        bundle.Phases(("research", [1]), ("trading", [2]), ("closed", []));
        JsonPath[] key = [Make.Path("$.symbol")];
        int quote = bundle.Tool("get_quote", c => c with
        {
            AdvancesTo = 1,
            ValidInPhases = new PhaseSet([0, 1]),
            EstablishesFacts = [0],
            Binds = [new(0, ValueSource.Output, Make.Path("$.account")), new(1, ValueSource.Output, Make.Path("$.price"))],
            EnvelopeStages = [new(0, 0), new(1, 0)],
        });
        int order = bundle.Tool("submit_live_order", null, SideEffect.Financial);
        bundle.Facts.Add(new PriorFact(quote, Make.Path("$.symbol"), [Make.Invariant("$.status", Make.EqualTo("\"open\""))]));
        bundle.Change(order, c => c with
        {
            ValidInPhases = new PhaseSet([1]),
            AdvancesTo = 1,
            RequiredPermissions = ["orders:submit"],
            AllowedIntents = ["rebalance"],
            Policy = new PolicyRules([Make.Principal("$.desk", Make.EqualTo("\"equities\""))], []),
            RateLimit = new RateLimit(10, null, null, RateLimitScope.Principal),
            MaxCalls = 1_000_000,
            Preconditions = [new Precondition(0, 1)],
            InputInvariants = [Make.Invariant("$.quantity", Make.AtLeast("1"), Make.AtMost("500"))],
            ValueInvariants =
            [
                Make.Invariant("$.side", new Operator.OneOf([Make.Json("\"buy\""), Make.Json("\"sell\"")])),
                Make.Invariant("$.account_id", new Operator.EqualsSlot(0, null)),
                Make.Invariant("$.limit_price", new Operator.EqualsSlot(1, Make.Number("0.02"))),
            ],
            ExecutionConstraints = [Make.Invariant("$.venue", Make.EqualTo("\"XNYS\""))],
            Aggregates = [0, 1, 2],
            EnvelopeStages = [new(0, 1), new(1, 1)],
            Cost = new Cost.Fixed(Make.Number("0.01")),
            AddsLabels = [1],
            Checkpoints =
            [
                BundleBuilder.AlwaysAsk("large_order") with { When = [Make.When("$.quantity", Make.AtLeast("100"))] },
                BundleBuilder.AlwaysAsk("expensive") with { When = [Make.When("$.limit_price", Make.AtLeast("1000"))] },
            ],
        });
        for (int n = 2; n < tools; n++)
        {
            bundle.Tool($"tool_{n}", c => c with { MaxCalls = 50, ValidInPhases = new PhaseSet([n % 3]), RequiredPermissions = ["orders:read"] });
        }

        bundle.Limits = new SessionLimits
        {
            MaxSteps = 10_000_000,
            MaxToolCalls = 10_000_000,
            NarrowAtMaxToolCalls = true,
            MaxCost = Make.Number("1000000"),
            Loop = new LoopDetection(10, 10),
            Breaker = new CircuitBreaker(5, 5),
            PerPrincipal = null,
        };
        bundle.Session = bundle.Session with
        {
            Policy = new SessionPolicy(
                true, [new SessionPolicyRule(false, Make.Principal("$.level", Make.AtLeast("2")), [])], [new LabelGate(0, [order], "tainted")]),
            Aggregates =
            [
                Aggregate("exposure", AggregateMetric.Sum, "$.quantity", "100000000"),
                Aggregate("largest", AggregateMetric.Max, "$.quantity", "500"),
                Aggregate("symbols", AggregateMetric.CountDistinct, "$.symbol", "50"),
            ],
            Envelopes =
            [
                new Envelope(
                    "price_ceiling",
                    [
                        new EnvelopeStage(quote, Make.Path("$.ceiling"), EnvelopeRole.Ceiling, ValueSource.Output, [.. key]),
                        new EnvelopeStage(order, Make.Path("$.limit_price"), EnvelopeRole.Constrained, ValueSource.Arguments, [.. key]),
                    ],
                    EnvelopeConstraint.LteCeiling, null, "no overpaying"),
                new Envelope(
                    "price_band",
                    [
                        new EnvelopeStage(quote, Make.Path("$.price"), EnvelopeRole.Anchor, ValueSource.Output, [.. key]),
                        new EnvelopeStage(order, Make.Path("$.limit_price"), EnvelopeRole.Constrained, ValueSource.Arguments, [.. key]),
                    ],
                    EnvelopeConstraint.WithinBand, Make.Number("0.05"), "near the market"),
            ],
        };
        return bundle.Build();
    }

    private static Aggregate Aggregate(string name, AggregateMetric metric, string path, string most) => new()
    {
        Name = name, Metric = metric, Path = Make.Path(path), AtLeast = null, AtMost = Make.Number(most), Reason = name, When = [],
    };
}
