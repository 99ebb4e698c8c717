using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Explanations;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Explanations;

/// <summary>Every sub-expression with its value, for whoever asks why.</summary>
public sealed class ExplainTests
{
    private readonly BundleBuilder _bundle = new();

    [Fact]
    public void Rule_NotMet_ShowsEverySubExpression()
    {
        DecisionExplanation explained = Explain("input.amount <= 100 && 'lead' in principal.roles", """{"amount": 250}""");

        Assert.Equal(DecisionCode.RuleDenied, explained.Decision.Code);
        ExpressionTrace trace = Assert.Single(explained.Expressions);
        Assert.Equal((18, "rule", "limit", false, null), (trace.Row, trace.Owner, trace.Name, trace.Truth, trace.Error));
        Assert.Equal(
            [
                "0 input.amount <= 100 && 'lead' in principal.roles = false",
                "1 input.amount <= 100 = false",
                "2 input.amount = 250",
                "1 'lead' in principal.roles not evaluated",
                "2 principal.roles not evaluated",
            ],
            Lines(trace));
    }

    [Fact]
    public void Rule_WithoutAnswer_ShowsTheErrorWhereItIs()
    {
        ExpressionTrace trace = Assert.Single(Explain("input.amount / input.parts > 1", """{"amount": 4, "parts": 0}""").Expressions);

        Assert.Null(trace.Truth);
        Assert.Equal("`input.amount / input.parts`: division by zero", trace.Error);
        Assert.Contains("1 input.amount / input.parts = error: division by zero", Lines(trace));
    }

    [Fact]
    public void Sensitive_Argument_IsMaskedInEveryStepThatDependsOnIt()
    {
        ExpressionTrace trace = Assert.Single(Explain(
            "input.cards.exists(c, c.number.startsWith('4') && c.owner == 'ann') && input.amount > 3",
            """{"amount": 4, "cards": [{"number": "4111-2222", "owner": "bob"}]}""",
            "$.cards[*].number").Expressions);

        string[] lines = Lines(trace);
        Assert.DoesNotContain(lines, static line => line.Contains("4111", StringComparison.Ordinal) || line.Contains("bob", StringComparison.Ordinal));
        Assert.Contains("2 input.cards = [REDACTED:sensitive]", lines);
        Assert.Contains(lines, static line => line.EndsWith("c.number = [REDACTED:sensitive]", StringComparison.Ordinal));
        Assert.Contains("1 input.amount > 3 not evaluated", lines);
        Assert.False(trace.Truth);
    }

    [Fact]
    public void Secret_InAPlainArgument_IsRedacted()
    {
        _bundle.DenySecrets = false;
        ExpressionTrace trace = Assert.Single(Explain("input.note != ''", """{"note": "AKIAIOSFODNN7EXAMPLE"}""").Expressions);

        Assert.DoesNotContain(Lines(trace), static line => line.Contains("AKIA", StringComparison.Ordinal));
    }

    [Fact]
    public void Aggregates_Rules_AndCheckpoints_AreExplainedInTheOrderOfTheRows()
    {
        _bundle.Session = _bundle.Session with
        {
            Aggregates =
            [
                new Aggregate
                {
                    Name = "some", Metric = AggregateMetric.Count, Path = null, AtLeast = null, AtMost = Make.Number("2"), Reason = "enough",
                    When = [new ConditionalBound(new BoundCondition.Expression("1 == 2", [Make.Cel("1 == 2")]), null, Make.Number("5"))],
                },
            ],
        };
        DecisionExplanation explained = Explain(
            "true", "{}", with: c => c with { Aggregates = [0], Checkpoints = [BundleBuilder.AlwaysAsk() with { When = [new Condition.Expression(Make.Cel("session.step_count == 0"))] }] });

        Assert.Equal(Verdict.Ask, explained.Decision.Verdict);
        Assert.Equal([(15, "some", false), (18, "limit", true), (20, "ask", true)], explained.Expressions.Select(e => (e.Row, e.Name, e.Truth!.Value)));
    }

    [Fact]
    public void Rows_ThatDidNotRun_AreNotExplained()
    {
        DecisionExplanation explained = Explain("true", "{}", with: static c => c with { IsRiskAllowed = false });

        Assert.Equal(DecisionCode.RiskGateBlocked, explained.Decision.Code);
        Assert.Empty(explained.Expressions);
    }

    [Fact]
    public void Explain_OfAnyCall_DecidesAsDecideDoes()
    {
        _bundle.Tool("pay", c => c with { Rules = [new Rule("limit", Make.Cel("input.amount < 5"), null, null)] });
        var h = new EngineHarness(_bundle.Build());
        foreach (string arguments in (string[])["{}", """{"amount": 1}""", """{"amount": 9}"""])
        {
            CallProposal proposal = h.Propose("pay", arguments);
            Decision decided = PolicyEngine.Decide(h.Bundle, h.Facts, proposal);
            Decision explained = PolicyEngine.Explain(h.Bundle, h.Facts, proposal).Decision;

            Assert.Equal((decided.Verdict, decided.Code, decided.Message), (explained.Verdict, explained.Code, explained.Message));
        }

        Assert.Empty(PolicyEngine.Explain(h.Bundle, h.Facts, h.Propose("ghost")).Expressions);
    }

    private DecisionExplanation Explain(string condition, string arguments, string? sensitive = null, Func<ToolContract, ToolContract>? with = null)
    {
        _bundle.Tool("pay", c => (with ?? (static x => x))(c) with
        {
            Rules = [new Rule("limit", Make.Cel(condition), null, null)],
            Sensitive = sensitive is null ? [] : [Make.Path(sensitive)],
        });
        var h = new EngineHarness(_bundle.Build());
        return PolicyEngine.Explain(h.Bundle, h.Facts, h.Propose("pay", arguments));
    }

    private static string[] Lines(ExpressionTrace trace) =>
        [.. trace.Steps.Select(step => $"{step.Depth} {step.Text} {(step.Evaluations == 0 ? "not evaluated" : $"= {step.Value}")}")];
}
