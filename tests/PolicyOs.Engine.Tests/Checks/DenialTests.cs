// One file because it is read beside spec 2.1, row by row: each code and the shortest way to it.
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Tests.Bundles;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Tests.Checks;

/// <summary>Every code of rows 1–16, 19 and 20, each by the shortest way to it, with the row that gives it.</summary>
public sealed class DenialTests
{
    private readonly BundleBuilder _bundle = new();

    [Fact]
    public void Session_Killed_DeniesUntilReleased()
    {
        _bundle.Tool("read");
        var h = new EngineHarness(_bundle.Build());
        h.Append(new SessionKilled("s1", "ann", "op", "why") { At = h.Now });

        Denied(h.Decide("read"), DecisionCode.SessionKilled, 1);
        Assert.Empty(h.Visible);
        h.Append(new SessionReleased("s1", "ann", "op") { At = h.Now });
        Assert.Equal(Verdict.Allow, h.Decide("read").Verdict);
    }

    [Fact]
    public void Session_Closed_Denies()
    {
        _bundle.Tool("read");
        var h = new EngineHarness(_bundle.Build());
        h.Append(new SessionClosed("s1", "ann", "idle") { At = h.Now });

        Denied(h.Decide("read"), DecisionCode.SessionClosed, 1);
    }

    [Fact]
    public void Breaker_ThirdDenialInARow_StopsTheSession()
    {
        _bundle.Tool("read");
        _bundle.Limits = _bundle.Limits with { Breaker = new CircuitBreaker(3, null) };
        var h = new EngineHarness(_bundle.Build());
        h.Decide("none");
        h.Decide("none");
        h.Call("read");
        h.Decide("none");
        h.Decide("none");
        Assert.Equal(Verdict.Allow, h.Call("read").Verdict);
        h.Decide("none");
        h.Decide("none");
        h.Decide("none");

        Denied(h.Decide("read"), DecisionCode.CircuitBreakerTripped, 1);
    }

    [Fact]
    public void Tool_BlockedBeforeUnknownBeforeNotAllowedBeforeQuarantined()
    {
        int quarantined = _bundle.Tool("strange");
        _bundle.Tool("declared", isAllowed: false);
        _bundle.Blocked.Add("never");
        var h = new EngineHarness(_bundle.Build()) { Quarantined = [quarantined] };

        Denied(h.Decide("never"), DecisionCode.ToolBlocked, 2);
        Denied(h.Decide("nothing"), DecisionCode.UnknownAction, 2);
        Denied(h.Decide("declared"), DecisionCode.ToolNotAllowed, 2);
        Denied(h.Decide("strange"), DecisionCode.ToolQuarantined, 2);
        Assert.Empty(h.Visible);
    }

    [Theory]
    [InlineData("""{"n": 12345678901234567890123456789012345}""")]
    [InlineData("""{"n": [1e401]}""")]
    public void Arguments_NumberThatNoCheckReads_IsAContractViolation(string arguments)
    {
        _bundle.Tool("read");
        Denied(new EngineHarness(_bundle.Build()).Decide("read", arguments), DecisionCode.ContractViolation, 3);
    }

    [Fact]
    public void Arguments_Secret_NamesThePathAndNotTheValue()
    {
        _bundle.Tool("read");
        Decision decision = new EngineHarness(_bundle.Build()).Decide("read", """{"a": {"b": "ghp_0123456789abcdefghijklmnopqrstuvwxyz"}}""");

        Denied(decision, DecisionCode.SecretInArguments, 3);
        Assert.Equal("$.a.b", decision.Path);
        Assert.DoesNotContain("ghp_", decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelGate_LabelOfTheSession_HidesAndDenies()
    {
        int send = _bundle.Tool("send");
        _bundle.Labels.Add("tainted");
        _bundle.Session = _bundle.Session with { Policy = new SessionPolicy(false, [], [new LabelGate(0, [send], "no way out")]) };
        var h = new EngineHarness(_bundle.Build());
        Assert.Equal(["send"], h.Visible);
        h.Append(new SessionLabelled(["tainted", "foreign"], "op") { At = h.Now });

        Decision decision = h.Decide("send");
        Denied(decision, DecisionCode.LabelGateDenied, 4);
        Assert.Equal("no way out", decision.Reason);
        Assert.Empty(h.Visible);
        Assert.Equal(["tainted", "foreign"], h.State.LabelNames(h.Bundle));
    }

    [Fact]
    public void Permissions_OfRolesAndOwn_AllRequired()
    {
        _bundle.Tool("pay", c => c with { RequiredPermissions = ["pay:create", "pay:read"] });
        _bundle.Roles.Add(new Role("clerk", System.Collections.Frozen.FrozenSet.ToFrozenSet(["pay:read"])));
        Denied(new EngineHarness(_bundle.Build()).Decide("pay"), DecisionCode.PermissionDenied, 5);

        var able = new Principal("bob", "human", ["clerk"], ["pay:create"], "acme", JsonElement.Parse("{}"));
        Assert.Equal(Verdict.Allow, new EngineHarness(_bundle.Build(), able).Decide("pay").Verdict);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("sales", false)]
    [InlineData("support", true)]
    [InlineData("audit", false)]
    public void Purpose_AllowedAndDisallowed(string? purpose, bool isAllowed)
    {
        _bundle.Tool("read", c => c with { AllowedIntents = ["support", "audit"], DisallowedIntents = ["audit"] });
        var h = new EngineHarness(_bundle.Build(), purpose: purpose);

        Assert.Equal(isAllowed, h.Visible.Any());
        if (isAllowed)
        {
            Assert.Equal(Verdict.Allow, h.Decide("read").Verdict);
        }
        else
        {
            Denied(h.Decide("read"), DecisionCode.PurposeDenied, 5);
        }
    }

    [Fact]
    public void RiskGate_Blocked_NamesTheKey()
    {
        _bundle.Tool("wipe", c => c with { IsRiskAllowed = false, RiskSource = "risk_defaults.destructive" }, SideEffect.Destructive);
        Decision decision = new EngineHarness(_bundle.Build()).Decide("wipe");

        Denied(decision, DecisionCode.RiskGateBlocked, 6);
        Assert.Contains("risk_defaults.destructive", decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Phase_WrongOrWithoutEdge_Denies()
    {
        _bundle.Phases(("triage", [1]), ("draft", [2]), ("done", []));
        _bundle.Tool("draft", c => c with { ValidInPhases = new PhaseSet([1]) });
        _bundle.Tool("open", c => c with { AdvancesTo = 1 });
        _bundle.Tool("finish", c => c with { AdvancesTo = 2 });
        var h = new EngineHarness(_bundle.Build());
        Assert.Equal(["open"], h.Visible);

        Denied(h.Decide("draft"), DecisionCode.WrongPhase, 8);
        Denied(h.Decide("finish"), DecisionCode.IllegalTransition, 8);
        h.Call("open");
        Assert.Equal(1, h.State.Phase);
        Assert.Equal(["draft", "open", "finish"], h.Visible);
    }

    [Fact]
    public void Phase_CallInFlightThatAdvancesElsewhere_Denies()
    {
        _bundle.Phases(("a", [1, 2]), ("b", []), ("c", []));
        _bundle.Tool("toB", c => c with { AdvancesTo = 1 });
        _bundle.Tool("toC", c => c with { AdvancesTo = 2 });
        var h = new EngineHarness(_bundle.Build());
        Decision inFlight = h.Decide("toB");
        Assert.Equal(["toB"], h.Visible);

        Denied(h.Decide("toC"), DecisionCode.IllegalTransition, 8);
        h.Settle(inFlight, new CallOutcome.NeverSent("down"));
        Assert.Equal(Verdict.Allow, h.Decide("toC").Verdict);
    }

    [Fact]
    public void Commit_EdgeGoneMeanwhile_PhaseStaysAndTheEventSaysSo()
    {
        _bundle.Phases(("a", [1]), ("b", []));
        _bundle.Tool("toB", c => c with { AdvancesTo = 1, ValidInPhases = new PhaseSet([0]) });
        _bundle.Tool("alsoToB", c => c with { AdvancesTo = 1, ValidInPhases = new PhaseSet([0]) });
        var h = new EngineHarness(_bundle.Build());
        Decision first = h.Decide("toB");
        Decision second = h.Decide("alsoToB");
        h.Answer(first, "{}");

        var committed = Assert.IsType<CallCommitted>(h.Answer(second, "{}").Event);
        Assert.Equal(-1, committed.Phase);
        Assert.False(committed.PhaseStayed);
        Assert.Equal(1, h.State.Phase);
    }

    [Fact]
    public void ForbidsAfter_FromDispatchOn_AlsoItself()
    {
        int once = _bundle.Tool("once");
        int other = _bundle.Tool("other");
        _bundle.Change(once, c => c with { ForbidsAfter = [once, other] });
        var h = new EngineHarness(_bundle.Build());
        h.Settle(h.Decide("once"), new CallOutcome.NeverSent("down"));

        Denied(h.Decide("once"), DecisionCode.ForbiddenInState, 9);
        Denied(h.Decide("other"), DecisionCode.ForbiddenInState, 9);
        Assert.Empty(h.Visible);
    }

    [Fact]
    public void Limits_StepsCountDeniedOnesAndCallsDispatchedOnes()
    {
        _bundle.Tool("read");
        _bundle.Limits = _bundle.Limits with { MaxSteps = 4, MaxToolCalls = 2, NarrowAtMaxToolCalls = true };
        var h = new EngineHarness(_bundle.Build());
        h.Decide("nothing");
        h.Call("read");
        h.Call("read");

        Assert.Empty(h.Visible);
        Denied(h.Decide("read"), DecisionCode.SessionLimitExceeded, 10, "max_tool_calls");
        Denied(h.Decide("read"), DecisionCode.SessionLimitExceeded, 10, "max_steps");
    }

    [Fact]
    public void ToolLimit_FailuresIncluded()
    {
        _bundle.Tool("read", c => c with { MaxCalls = 1 });
        var h = new EngineHarness(_bundle.Build());
        h.Settle(h.Decide("read"), new CallOutcome.NeverSent("down"));

        Assert.Empty(h.Visible);
        Denied(h.Decide("read"), DecisionCode.ToolLimitExceeded, 10);
    }

    [Fact]
    public void Cost_ReservedChargedAndReleased()
    {
        _bundle.Tool("ask", c => c with { Cost = new Cost.FromOutput(Make.Path("$.usd"), Make.Number("0.5")) });
        _bundle.Limits = _bundle.Limits with { MaxCost = Make.Number("1.00") };
        var h = new EngineHarness(_bundle.Build());
        h.Settle(h.Decide("ask"), new CallOutcome.RateLimited(null));
        Assert.Equal("0", h.State.Cost.ToString());
        h.Call("ask", "{}", """{"usd": 0.1}""");
        h.Call("ask", """{"n": 1}""", """{"usd": "much"}""");
        Assert.Equal("0.6", h.State.Cost.ToString());

        Denied(h.Decide("ask"), DecisionCode.CostLimitExceeded, 10);
    }

    [Fact]
    public void Loop_ThirdEqualProposalOfTheLastFour_Denies()
    {
        _bundle.Tool("read");
        _bundle.Limits = _bundle.Limits with { Loop = new LoopDetection(4, 3) };
        var h = new EngineHarness(_bundle.Build());
        h.Call("read", """{"a": 1}""");
        h.Call("read", """{"a": 1.0}""");
        Denied(h.Decide("read", """{"a": 1e0}"""), DecisionCode.LoopDetected, 10);
        h.Call("read", """{"a": 2}""");
        h.Call("read", """{"a": 3}""");
        Assert.Equal(Verdict.Allow, h.Decide("read", """{"a": 1}""").Verdict);
    }

    [Fact]
    public void RateLimit_SlidesAndSaysWhenToComeBack()
    {
        _bundle.Tool("read", c => c with { RateLimit = new RateLimit(2, null, null, RateLimitScope.Principal) });
        var h = new EngineHarness(_bundle.Build());
        h.Call("read");
        h.Now += TimeSpan.FromSeconds(20);
        h.Call("read");
        h.Now += TimeSpan.FromSeconds(20);

        Decision decision = h.Decide("read");
        Denied(decision, DecisionCode.RateLimited, 11);
        Assert.Equal(TimeSpan.FromSeconds(20), decision.RetryAfter);
        h.Now += TimeSpan.FromSeconds(20);
        Assert.Equal(Verdict.Allow, h.Decide("read").Verdict);
    }

    [Fact]
    public void RateLimit_Global_CountsOnItsOwnStream()
    {
        _bundle.Tool("read", c => c with { RateLimit = new RateLimit(1, null, null, RateLimitScope.Global) });
        CompiledBundle bundle = _bundle.Build();
        var first = new EngineHarness(bundle);
        first.Call("read");
        var second = new EngineHarness(bundle, new Principal("bob", "human", [], [], "other", JsonElement.Parse("{}"))) { Everyone = first.Everyone };

        Denied(second.Decide("read"), DecisionCode.RateLimited, 11);
    }

    [Fact]
    public void Precondition_SameEntityAndOutput()
    {
        int read = _bundle.Tool("read", c => c with { EstablishesFacts = [0] });
        _bundle.Facts.Add(new PriorFact(read, Make.Path("$.ticket_id"), [Make.Invariant("$.status", Make.EqualTo("\"open\""))]));
        _bundle.Tool("draft", c => c with { Preconditions = [new Precondition(0, 0)] });
        var h = new EngineHarness(_bundle.Build());
        Assert.Equal(["read"], h.Visible);
        Decision before = h.Decide("draft", """{"ticket_id": "T-1"}""");
        Denied(before, DecisionCode.PreconditionNotMet, 12);
        Assert.Equal("draft needs read to have completed for the same $.ticket_id first", before.Message);

        h.Call("read", """{"ticket_id": "T-1"}""", """{"status": "open"}""");
        h.Call("read", """{"ticket_id": "T-2"}""", """{"status": "closed"}""");
        Assert.Equal(["read", "draft"], h.Visible);
        Assert.Equal(Verdict.Allow, h.Decide("draft", """{"ticket_id": "T-1"}""").Verdict);
        Denied(h.Decide("draft", """{"ticket_id": "T-2"}"""), DecisionCode.PreconditionNotMet, 12);
        Denied(h.Decide("draft", """{"ticket_id": null}"""), DecisionCode.PreconditionNotMet, 12);
        h.Call("read", """{"ticket_id": "T-1"}""", """{"status": "closed"}""");
        Denied(h.Decide("draft", """{"ticket_id": "T-1"}"""), DecisionCode.PreconditionNotMet, 12);
    }

    [Fact]
    public void Precondition_StepCount_CountsCommits()
    {
        _bundle.Tool("read");
        _bundle.Tool("close", c => c with { Preconditions = [new Precondition(-1, 2)] });
        var h = new EngineHarness(_bundle.Build());
        h.Call("read");
        h.Settle(h.Decide("read"), new CallOutcome.TimedOut());
        Denied(h.Decide("close"), DecisionCode.PreconditionNotMet, 12);
        h.Call("read");
        Assert.Equal(Verdict.Allow, h.Decide("close").Verdict);
    }

    [Fact]
    public void InputInvariant_ValueInvariant_ExecutionConstraint_InTheirOrder()
    {
        _bundle.Tool("pay", c => c with
        {
            InputInvariants = [Make.Invariant("$.a", Make.AtMost("10"))],
            ValueInvariants = [Make.Invariant("$.b", Make.EqualTo("\"x\""))],
            ExecutionConstraints = [Make.Invariant("$.c", new Operator.Exists(false))],
        });
        var h = new EngineHarness(_bundle.Build());

        Denied(h.Decide("pay", """{"a": 10.1, "b": "y", "c": 1}"""), DecisionCode.InputInvariantFailed, 13);
        Denied(h.Decide("pay", """{"a": 10, "b": "y", "c": 1}"""), DecisionCode.ArgumentValueMismatch, 13);
        Denied(h.Decide("pay", """{"a": 10, "b": "x", "c": 1}"""), DecisionCode.ExecutionConstraintViolated, 19);
        Assert.Equal(Verdict.Allow, h.Decide("pay", """{"a": 10, "b": "x", "c": null}""").Verdict);
    }

    [Fact]
    public void References_UnboundThenMismatchThenWithinTolerance()
    {
        _bundle.Slots.Add("price");
        _bundle.Tool("quote", c => c with { Binds = [new Bind(0, ValueSource.Output, Make.Path("$.price"))] });
        _bundle.Tool("buy", c => c with { ValueInvariants = [Make.Invariant("$.price", new Operator.EqualsSlot(0, Make.Number("0.01")))] });
        var h = new EngineHarness(_bundle.Build());

        Denied(h.Decide("buy", """{"price": 100}"""), DecisionCode.RefUnbound, 14);
        h.Call("quote", "{}", """{"price": 100}""");
        Denied(h.Decide("buy", """{"price": 101.01}"""), DecisionCode.RefMismatch, 14);
        Assert.Equal(Verdict.Allow, h.Decide("buy", """{"price": 101}""").Verdict);
        h.Call("quote", "{}", "{}");
        Denied(h.Decide("buy", """{"price": 100}"""), DecisionCode.RefUnbound, 14);
    }

    [Fact]
    public void Aggregate_SumIsExactAndReservedCallsCount()
    {
        int pay = _bundle.Tool("pay", c => c with { Aggregates = [0] }, SideEffect.Financial);
        Aggregate(AggregateMetric.Sum, null, "0.3");
        var h = new EngineHarness(_bundle.Build());
        h.Call("pay", """{"v": 0.1}""");
        Decision reserved = h.Decide("pay", """{"v": 0.2}""");
        Assert.Equal(Verdict.Allow, reserved.Verdict);

        Denied(h.Decide("pay", """{"v": 0.0000000000000000000001}"""), DecisionCode.AggregateViolation, 15);
        Denied(h.Decide("pay", """{"v": -1e3, "again": "1"}""") is { Verdict: Verdict.Allow } ? h.Decide("pay", """{"v": 0.01}""") : h.Decide("pay"), DecisionCode.AggregateViolation, 15);
        h.Settle(reserved, new CallOutcome.NeverSent("down"));
        Assert.Equal(Verdict.Allow, h.Decide("pay", """{"v": 0.2}""").Verdict);
        Assert.Equal(0, pay);
    }

    [Theory]
    [InlineData("""{"v": null}""")]
    [InlineData("{}")]
    [InlineData("""{"v": "3"}""")]
    public void Aggregate_MissingOrNonNumeric_Denies(string arguments)
    {
        _bundle.Tool("pay", c => c with { Aggregates = [0] });
        Aggregate(AggregateMetric.Max, null, "5");
        Denied(new EngineHarness(_bundle.Build()).Decide("pay", arguments), DecisionCode.AggregateViolation, 15);
    }

    [Fact]
    public void Aggregate_OnlyLowerBound_PositiveDoesNotMakeUpForNegatives()
    {
        _bundle.Tool("move", c => c with { Aggregates = [0] });
        Aggregate(AggregateMetric.Sum, "-100", null);
        var h = new EngineHarness(_bundle.Build());
        h.Call("move", """{"v": -60}""");
        h.Call("move", """{"v": 50}""");

        Denied(h.Decide("move", """{"v": -60}"""), DecisionCode.AggregateViolation, 15);
        Assert.Equal(Verdict.Allow, h.Decide("move", """{"v": -40}""").Verdict);
    }

    [Fact]
    public void Aggregate_Distinct_ComparesByEquals()
    {
        _bundle.Tool("mail", c => c with { Aggregates = [0] });
        Aggregate(AggregateMetric.CountDistinct, null, "2");
        var h = new EngineHarness(_bundle.Build());
        h.Call("mail", """{"v": 1}""");
        h.Call("mail", """{"v": 1.0}""");
        h.Call("mail", """{"v": "1"}""");

        Denied(h.Decide("mail", """{"v": [1]}"""), DecisionCode.AggregateViolation, 15);
    }

    [Fact]
    public void Envelope_MissingReferenceThenCeilingPerKey()
    {
        int quote = _bundle.Tool("quote", c => c with { EnvelopeStages = [new EnvelopeStageReference(0, 0)] });
        int buy = _bundle.Tool("buy", c => c with { EnvelopeStages = [new EnvelopeStageReference(0, 1)] });
        _bundle.Session = _bundle.Session with
        {
            Envelopes =
            [
                new Envelope(
                    "price",
                    [
                        new EnvelopeStage(quote, Make.Path("$.max"), EnvelopeRole.Ceiling, ValueSource.Output, [Make.Path("$.symbol")]),
                        new EnvelopeStage(buy, Make.Path("$.price"), EnvelopeRole.Constrained, ValueSource.Arguments, [Make.Path("$.symbol")]),
                    ],
                    EnvelopeConstraint.LteCeiling,
                    null,
                    "no overpaying"),
            ],
        };
        var h = new EngineHarness(_bundle.Build());
        h.Call("quote", """{"symbol": "A"}""", """{"max": 10}""");

        Denied(h.Decide("buy", """{"symbol": "B", "price": 1}"""), DecisionCode.EnvelopeReferenceMissing, 16);
        Denied(h.Decide("buy", """{"symbol": "A", "price": 10.01}"""), DecisionCode.EnvelopeViolation, 16);
        Assert.Equal(Verdict.Allow, h.Decide("buy", """{"symbol": "A", "price": 10}""").Verdict);
    }

    [Fact]
    public void Check_Throws_IsAnInternalError()
    {
        // A slot number that the bundle does not have: what no loader lets through, a bug does.
        _bundle.Tool("buy", c => c with { ValueInvariants = [Make.Invariant("$.a", new Operator.EqualsSlot(7, null))] });
        Denied(new EngineHarness(_bundle.Build()).Decide("buy", """{"a": 1}"""), DecisionCode.InternalError, 14);
    }

    private void Aggregate(AggregateMetric metric, string? atLeast, string? atMost) => _bundle.Session = _bundle.Session with
    {
        Aggregates =
        [
            new Aggregate
            {
                Name = "total",
                Metric = metric,
                Path = Make.Path("$.v"),
                AtLeast = atLeast is null ? null : Make.Number(atLeast),
                AtMost = atMost is null ? (JsonNumber?)null : Make.Number(atMost),
                Reason = "enough",
                When = [],
            },
        ],
    };

    private static void Denied(Decision decision, DecisionCode code, int row, string? path = null)
    {
        Assert.Equal(Verdict.Deny, decision.Verdict);
        Assert.Equal(code, decision.Code);
        Assert.Equal(row, decision.Trace[^1].Row);
        Assert.Equal(CheckVerdict.Deny, decision.Trace[^1].Verdict);
        Assert.NotEmpty(decision.Message);
        if (path is not null)
        {
            Assert.Contains(path, decision.Path, StringComparison.Ordinal);
        }
    }
}
