using System.Collections.Frozen;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Tests.Bundles;
using PolicyOs.Expressions;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Engine.Tests.Rules;

/// <summary>Row 18: rules that are met, not met, cannot be decided, and that ask people.</summary>
public sealed class RuleTests
{
    private readonly BundleBuilder _bundle = new();

    [Theory]
    [InlineData("input.amount <= 100", """{"amount": 100}""")]
    [InlineData("input.amount <= principal.attributes.limit", """{"amount": 500}""")]
    [InlineData("'clerk' in principal.roles && principal.id == 'ann' && principal.type == 'human' && principal.tenant == 'acme'", "{}")]
    [InlineData("'refund' in principal.permissions && 'own' in principal.permissions", "{}")]
    [InlineData("tool.name == 'pay' && tool.side_effect == 'write' && tool.tier == null", "{}")]
    [InlineData("session.step_count == 0 && session.tool_calls == 0 && session.cost == 0.0 && session.phase == null", "{}")]
    [InlineData("session.id == 's1' && session.purpose == 'billing' && session.labels == [] && session.calls == {'pay': 0, 'look': 0}", "{}")]
    [InlineData("!has(session.bindings.ticket) && session.calls['pay'] == 0", "{}")]
    [InlineData("now == timestamp('2026-11-21T09:00:00Z') && now.getDayOfWeek() == 6", "{}")]
    [InlineData("!has(input.note) || input.note != ''", "{}")]
    public void Condition_Met_Allows(string condition, string arguments) => Assert.Equal(Verdict.Allow, With(condition).Decide("pay", arguments).Verdict);

    [Fact]
    public void Condition_NotMet_DeniesWithIdAndMessage()
    {
        Decision decision = With("input.amount <= principal.attributes.limit").Decide("pay", """{"amount": 501}""");

        Denied(decision);
        Assert.Equal("pay: the rule `limit` is not met", decision.Message);
        Assert.Equal("over your limit", decision.Reason);
    }

    [Theory]
    [InlineData("input.amount <= principal.attributes.nothing", """{"amount": 1}""", "`principal.attributes.nothing`: no such key: `nothing`")]
    [InlineData("input.amount <= 5", "{}", "`input.amount`: no such key: `amount`")]
    [InlineData("input.amount <= 5", """{"amount": "much"}""", "`input.amount <= 5`: ")]
    [InlineData("100 / input.amount > 1", """{"amount": 0}""", "`100 / input.amount`: ")]
    [InlineData("input.amount", """{"amount": 1}""", "its condition yields no bool")]
    [InlineData("session.bindings.ticket == input.ticket", """{"ticket": 1}""", "`session.bindings.ticket`: no such key: `ticket`")]
    [InlineData("{'a': true}[input.secret]", """{"secret": "k-1"}""", "`{'a': true}[input.secret]`: no such key")]
    public void Condition_WithoutAnswer_DeniesWithSubExpressionAndReason(string condition, string arguments, string why)
    {
        foreach (bool asks in (bool[])[false, true])
        {
            Decision decision = new RuleTests().With(condition, asks).Decide("pay", arguments);

            Denied(decision);
            Assert.StartsWith($"pay: the rule `limit` cannot be decided: {why}", decision.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("k-1", decision.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Condition_OverBudget_Denies()
    {
        string many = JsonSerializer.Serialize(new { list = Enumerable.Range(0, 2_000) });
        Decision decision = With("input.list.all(a, a >= 0)", limits: new CelLimits { Budget = 1_000 }).Decide("pay", many);

        Denied(decision);
        Assert.Contains("cannot be decided", decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_AsItWasBefore_CountsCallsCostLabelsAndSlots()
    {
        _bundle.Slots.Add("ticket");
        _bundle.Labels.Add("tainted");
        _bundle.Tool("look", c => c with
        {
            Binds = [new Bind(0, ValueSource.Output, Make.Path("$.id"))],
            AddsLabels = [0],
            Cost = new Cost.Fixed(Make.Number("0.25")),
        });
        EngineHarness h = With(
            "session.calls.look == 1 && session.calls.pay == 0 && session.tool_calls == 1 && session.step_count == 1 && session.cost == 0.25 "
            + "&& session.labels == ['tainted'] && session.bindings.ticket == input.id");
        h.Call("look", structured: """{"id": 7}""");

        Assert.Equal(Verdict.Allow, h.Decide("pay", """{"id": 7}""").Verdict);
    }

    [Theory]
    [InlineData(ApprovalRule.Any, 1)]
    [InlineData(ApprovalRule.Majority, 2)]
    [InlineData(ApprovalRule.All, 3)]
    public void RequireApproval_NotMet_AsksAsManyAsTheRuleSays(ApprovalRule rule, int needed)
    {
        EngineHarness h = With("input.amount <= 100", asks: true, rule: rule);
        Assert.Equal(Verdict.Allow, h.Decide("pay", """{"amount": 100}""").Verdict);
        Decision asked = h.Decide("pay", """{"amount": 101}""");
        Assert.Equal(Verdict.Ask, asked.Verdict);
        Assert.Equal("limit", Assert.Single(asked.Approval!.Requirements).Checkpoint);
        string[] people = ["bob", "cat", "zoe"];
        for (int i = 0; i < needed; i++)
        {
            Assert.Equal(Verdict.Ask, h.Decide("pay", """{"amount": 101}""").Verdict);
            h.Judge(asked.Approval.Id, ApprovalChoice.AllowOnce, new Decider(people[i], ["lead"], []), ApprovalChannel.Operator);
        }

        Assert.Equal(Verdict.Allow, h.Decide("pay", """{"amount": 101}""").Verdict);
    }

    [Fact]
    public void RequireApproval_BesideACheckpoint_IsOneRequestForBoth()
    {
        EngineHarness h = With("input.amount <= 100", asks: true, checkpoints: [BundleBuilder.AlwaysAsk()]);

        Assert.Equal(["ask", "limit"], h.Decide("pay", """{"amount": 101}""").Approval!.Requirements.Select(r => r.Checkpoint));
        Assert.Equal(["ask"], h.Decide("pay", """{"amount": 1}""").Approval!.Requirements.Select(r => r.Checkpoint));
    }

    [Fact]
    public void RequireApproval_GivenBeforeTheRuleAsked_DoesNotCoverIt()
    {
        EngineHarness h = With("now < timestamp('2026-11-21T09:01:00Z')", asks: true, checkpoints: [BundleBuilder.AlwaysAsk()]);
        string id = h.Decide("pay").Approval!.Id;
        h.Judge(id, ApprovalChoice.AllowOnce);
        h.Now = h.Now.AddMinutes(2);

        Assert.Equal(DecisionCode.ApprovalMismatch, h.Decide("pay").Code);
    }

    [Fact]
    public void Observe_NotMet_AllowsAndNotes()
    {
        EngineHarness h = With("false");
        h.Mode = EnforcementMode.Observe;
        Decision decision = h.Decide("pay");

        Assert.Equal(Verdict.Allow, decision.Verdict);
        Assert.Equal(DecisionCode.RuleDenied, decision.Would!.Code);
    }

    private EngineHarness With(
        string condition, bool asks = false, ApprovalRule rule = ApprovalRule.Any, CelLimits? limits = null, Checkpoint[]? checkpoints = null)
    {
        var dynamic = new CelEnvironment(RuleVariables.Slots.Variables.Select(v => v with { Type = v.Name == "now" ? CelType.Timestamp : CelType.Dyn }));
        CelCompilation compiled = CelProgram.Compile(condition, dynamic, CelType.Bool, limits);
        Assert.Empty(compiled.Diagnostics);
        Checkpoint approval = BundleBuilder.AlwaysAsk("limit") with
        {
            Origin = CheckpointOrigin.Rule,
            Approvers = [new(ApproverKind.Role, "lead"), new(ApproverKind.Role, "lead"), new(ApproverKind.User, "zoe")],
            Rule = rule,
        };
        _bundle.Roles.Add(new Role("clerk", new HashSet<string> { "refund" }.ToFrozenSet()));
        _bundle.Tool(
            "pay",
            c => c with { Checkpoints = [.. checkpoints ?? []], Rules = [new Rule("limit", compiled.Program!, "over your limit", asks ? approval : null)] },
            SideEffect.Write);
        if (_bundle.Build().ToolNumbers.Count == 1)
        {
            _bundle.Tool("look");
        }

        var ann = new Principal("ann", "human", ["clerk"], ["own"], "acme", JsonElement.Parse("""{"limit": 500}"""));
        return new EngineHarness(_bundle.Build(), ann, "billing");
    }

    private static void Denied(Decision decision)
    {
        Assert.Equal(Verdict.Deny, decision.Verdict);
        Assert.Equal(DecisionCode.RuleDenied, decision.Code);
        Assert.Equal(18, decision.Trace[^1].Row);
    }
}
