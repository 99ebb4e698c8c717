using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Tests.Bundles;
using PolicyOs.Expressions;

namespace PolicyOs.Engine.Tests.Rules;

/// <summary>Expressions in <c>when</c> of checkpoints (row 20) and of aggregates (row 15): met, not met, and without an answer.</summary>
public sealed class ConditionTests
{
    private readonly BundleBuilder _bundle = new();

    [Theory]
    [InlineData("input.amount > 100", """{"amount": 101}""", Verdict.Ask)]
    [InlineData("input.amount > 100", """{"amount": 100}""", Verdict.Allow)]
    [InlineData("principal.id == 'ann' && tool.name == 'pay'", "{}", Verdict.Ask)]
    [InlineData("session.step_count > 0", "{}", Verdict.Allow)]
    [InlineData("now < timestamp('2026-01-01T00:00:00Z')", "{}", Verdict.Allow)]
    public void Checkpoint_WhenInCel_AsksWhenItIsMet(string when, string arguments, Verdict expected) =>
        Assert.Equal(expected, Checkpoint(all: false, Cel(when)).Decide("pay", arguments).Verdict);

    [Theory]
    [InlineData("input.amount > 100", "{}", "`input.amount`: no such key: `amount`")]
    [InlineData("input.amount > 100", """{"amount": "much"}""", "`input.amount > 100`: no such overload")]
    [InlineData("input.amount", """{"amount": 1}""", "its condition yields no bool")]
    [InlineData("session.bindings.nothing == 1", "{}", "`session.bindings.nothing`: no such key: `nothing`")]
    public void Checkpoint_WhenWithoutAnswer_DeniesWithNameSubExpressionAndReason(string when, string arguments, string why)
    {
        Decision decision = Checkpoint(all: false, Cel(when)).Decide("pay", arguments);

        Assert.Equal(Verdict.Deny, decision.Verdict);
        Assert.Equal(DecisionCode.RuleDenied, decision.Code);
        Assert.Equal(20, decision.Trace[^1].Row);
        Assert.StartsWith($"pay: the `when` of checkpoint `ask` cannot be decided: {why}", decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoint_WhenOverBudget_Denies()
    {
        var condition = new Condition.Expression(Make.Cel("[1, 2, 3, 4].exists(a, a == input.amount)", new CelLimits { Budget = 10 }));

        Assert.Equal(DecisionCode.RuleDenied, Checkpoint(all: false, condition).Decide("pay", """{"amount": 4}""").Code);
    }

    /// <summary>As with the operators of CEL, an entry that decides alone decides, in whatever order they are written.</summary>
    [Theory]
    [InlineData(false, "true", Verdict.Ask)]
    [InlineData(false, "false", Verdict.Deny)]
    [InlineData(true, "true", Verdict.Deny)]
    [InlineData(true, "false", Verdict.Allow)]
    public void Checkpoint_WithOneEntryWithoutAnswer_IsDecidedByTheOtherOrDenies(bool all, string other, Verdict expected)
    {
        Condition[] entries = [Cel("input.nothing == 1"), Cel(other)];

        Assert.Equal(expected, Checkpoint(all, entries).Decide("pay").Verdict);
        Assert.Equal(expected, Again(all, entries.Reverse()).Decide("pay").Verdict);
    }

    [Theory]
    [InlineData(false, """{"amount": 1, "to": "X"}""", Verdict.Ask)]
    [InlineData(true, """{"amount": 1, "to": "X"}""", Verdict.Allow)]
    [InlineData(true, """{"amount": 101, "to": "X"}""", Verdict.Ask)]
    [InlineData(false, """{"amount": 1, "to": "Y"}""", Verdict.Allow)]
    public void Checkpoint_WithPathAndExpression_CombinesThem(bool all, string arguments, Verdict expected) =>
        Assert.Equal(expected, Checkpoint(all, Make.When("$.to", Make.EqualTo("\"X\"")), Cel("input.amount > 100")).Decide("pay", arguments).Verdict);

    [Fact]
    public void Checkpoint_ThatAsksLaterThanItsApproval_IsNotCovered()
    {
        _bundle.Tool("pay", c => c with
        {
            Checkpoints =
            [
                BundleBuilder.AlwaysAsk("always"),
                BundleBuilder.AlwaysAsk("late") with { When = [Cel("now > timestamp('2026-11-21T09:01:00Z')")] },
            ],
        });
        var h = new EngineHarness(_bundle.Build());
        h.Judge(h.Decide("pay").Approval!.Id, ApprovalChoice.AllowOnce);
        h.Now = h.Now.AddMinutes(2);

        Assert.Equal(DecisionCode.ApprovalMismatch, h.Decide("pay").Code);
    }

    [Theory]
    [InlineData("'clerk' in principal.roles", 5)]
    [InlineData("'lead' in principal.roles", 2)]
    [InlineData("session.calls['pay'] < 3", 3)]
    public void Aggregate_WhenInCel_ReplacesTheBoundWhileItIsMet(string when, int allowed)
    {
        EngineHarness h = Aggregate(new BoundCondition.Expression(when, [Make.Cel(when)]));
        int calls = 0;
        while (h.Call("pay").Verdict == Verdict.Allow && calls < 10)
        {
            calls++;
        }

        Assert.Equal(allowed, calls);
    }

    [Fact]
    public void Aggregate_WhenWithoutAnswer_DeniesWithNameSubExpressionAndReason()
    {
        Decision decision = Aggregate(new BoundCondition.Expression("input.tier == 1", [Make.Cel("input.tier == 1")])).Decide("pay");

        Assert.Equal(DecisionCode.AggregateViolation, decision.Code);
        Assert.Equal("pay: aggregate `some`: which bounds hold cannot be decided: `input.tier`: no such key: `tier`", decision.Message);
    }

    private static Condition.Expression Cel(string source) => new Condition.Expression(Make.Cel(source));

    private static EngineHarness Again(bool all, IEnumerable<Condition> when) => new ConditionTests().Checkpoint(all, [.. when]);

    private EngineHarness Checkpoint(bool all, params Condition[] when)
    {
        _bundle.Tool("pay", c => c with { Checkpoints = [BundleBuilder.AlwaysAsk() with { When = [.. when], MatchAll = all }] });
        return new EngineHarness(_bundle.Build());
    }

    private EngineHarness Aggregate(BoundCondition when)
    {
        _bundle.Tool("pay", c => c with { Aggregates = [0] });
        _bundle.Session = _bundle.Session with
        {
            Aggregates =
            [
                new Aggregate
                {
                    Name = "some", Metric = AggregateMetric.Count, Path = null, AtLeast = null, AtMost = Make.Number("2"), Reason = "enough",
                    When = [new ConditionalBound(when, null, Make.Number("5"))],
                },
            ],
        };
        return new EngineHarness(_bundle.Build());
    }
}
