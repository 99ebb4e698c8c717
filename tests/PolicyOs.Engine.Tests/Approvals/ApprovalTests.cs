using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Approvals;

public sealed class ApprovalTests
{
    private readonly BundleBuilder _bundle = new();

    [Theory]
    [InlineData(ApprovalRule.Any, 1)]
    [InlineData(ApprovalRule.Majority, 2)]
    [InlineData(ApprovalRule.All, 3)]
    public void Rule_NeedsThatManyDifferentPeople(ApprovalRule rule, int needed)
    {
        EngineHarness h = With(BundleBuilder.AlwaysAsk() with
        {
            Approvers = [new(ApproverKind.Role, "lead"), new(ApproverKind.Role, "lead"), new(ApproverKind.User, "zoe")],
            Rule = rule,
        });
        string id = h.Decide("pay").Approval!.Id;
        string[] people = ["bob", "cat", "zoe"];
        for (int i = 0; i < needed; i++)
        {
            Assert.Equal(Verdict.Ask, h.Decide("pay").Verdict);
            Judge(h, id, people[i], "lead");
        }

        Assert.Equal(Verdict.Allow, h.Decide("pay").Verdict);
    }

    /// <summary>Two exposed tools may stand for one upstream tool (spec 1.2); what is sent is the same, and a yes is for the tool that asked.</summary>
    [Fact]
    public void Grant_ForAnotherExposedToolOverTheSameUpstreamTool_IsNone()
    {
        _bundle.ChangeTool(_bundle.Tool("pay", static c => c with { Checkpoints = [BundleBuilder.AlwaysAsk()] }), static t => t with { UpstreamName = "payments.create" });
        _bundle.ChangeTool(_bundle.Tool("pay_large", static c => c with { Checkpoints = [BundleBuilder.AlwaysAsk()] }), static t => t with { UpstreamName = "payments.create" });
        var h = new EngineHarness(_bundle.Build());
        string id = h.Decide("pay").Approval!.Id;
        h.Judge(id, ApprovalChoice.AllowOnce);

        Assert.Equal(Verdict.Ask, h.Decide("pay_large").Verdict);
        Assert.Equal(DecisionCode.ApprovalMismatch, h.Decide(h.Propose("pay_large") with { PresentedApproval = id }).Code);
        Assert.Equal(Verdict.Allow, h.Decide("pay").Verdict);
    }

    [Fact]
    public void Presentation_OfTwoCheckpoints_ShowsEveryArgumentOnce_UnderItsLabel()
    {
        EngineHarness h = With(
            BundleBuilder.AlwaysAsk("all"), BundleBuilder.AlwaysAsk("some") with { Context = [new(Make.Path("$.host"), "Host"), new(Make.Path("$['note']"), "Note")] });
        ApprovalPresentation shown = h.Decide("pay", """{"host": "web-02", "ticket": "DC-1", "note": "n"}""").Approval!.Presentation;
        Assert.Equal(["Host=\"web-02\"", "Note=\"n\"", "ticket=\"DC-1\""], shown.Values.Select(static v => $"{v.Label}={v.Text}"));
    }

    [Fact]
    public void Seats_OnePersonFillsOneOnly()
    {
        EngineHarness h = With(BundleBuilder.AlwaysAsk() with
        {
            Approvers = [new(ApproverKind.Role, "lead"), new(ApproverKind.Role, "risk")],
            Rule = ApprovalRule.All,
        });
        string id = h.Decide("pay").Approval!.Id;
        Judge(h, id, "bob", "lead", "risk");
        Assert.Equal(ApprovalStatus.Pending, h.State.Approvals[0].Status);

        // Bob takes the other seat when that is what fills both.
        Judge(h, id, "cat", "lead");
        Assert.Equal(ApprovalStatus.Approved, h.State.Approvals[0].Status);
    }

    [Fact]
    public void Client_WithoutTheRoleOrOutOfBand_IsNotAsked()
    {
        EngineHarness role = With(BundleBuilder.AlwaysAsk() with { Approvers = [new(ApproverKind.Role, "lead")] });
        Assert.False(ApprovalDesk.IsEligible(role.Decide("pay").Approval!, role.Me, ApprovalChannel.Client));

        EngineHarness outOfBand = new ApprovalTests().With(BundleBuilder.AlwaysAsk() with { IsOutOfBand = true });
        Approval approval = outOfBand.Decide("pay").Approval!;
        Assert.False(ApprovalDesk.IsEligible(approval, outOfBand.Me, ApprovalChannel.Client));
        Assert.True(ApprovalDesk.IsEligible(approval, outOfBand.Me, ApprovalChannel.Operator));
    }

    [Fact]
    public void SeveralCheckpoints_OneRequestShortestTimeoutDenyBeatsAllow()
    {
        EngineHarness h = With(
            BundleBuilder.AlwaysAsk("first") with { Approvers = [new(ApproverKind.User, "bob")] },
            BundleBuilder.AlwaysAsk("second") with { Approvers = [new(ApproverKind.User, "cat")], Timeout = TimeSpan.FromSeconds(60) });
        Decision asked = h.Decide("pay");
        Assert.Equal(h.Now + TimeSpan.FromSeconds(60), asked.Approval!.Expires);
        Assert.Equal(["first", "second"], asked.Approval.Requirements.Select(static r => r.Checkpoint));
        Judge(h, asked.Approval.Id, "bob");
        Assert.Equal(Verdict.Ask, h.Decide("pay").Verdict);
        h.Judge(asked.Approval.Id, ApprovalChoice.Deny, new Decider("cat", [], []), ApprovalChannel.Operator);
        Assert.Equal(DecisionCode.CheckpointDenied, h.Decide("pay").Code);
    }

    [Fact]
    public void Rejection_IsRememberedForTenMinutes()
    {
        EngineHarness h = With(BundleBuilder.AlwaysAsk());
        h.Judge(h.Decide("pay").Approval!.Id, ApprovalChoice.Deny);
        h.Now += TimeSpan.FromSeconds(599);
        Assert.Equal(DecisionCode.CheckpointDenied, h.Decide("pay").Code);
        h.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(Verdict.Ask, h.Decide("pay").Verdict);
    }

    [Fact]
    public void Flood_SixthPending_Denied()
    {
        EngineHarness h = With(BundleBuilder.AlwaysAsk());
        for (int n = 0; n < 5; n++)
        {
            Assert.Equal(Verdict.Ask, h.Decide("pay", $$"""{"n": {{n}}}""").Verdict);
        }

        Assert.Equal(DecisionCode.ApprovalFlood, h.Decide("pay", """{"n": 5}""").Code);
        Assert.Equal(Verdict.Ask, h.Decide("pay", """{"n": 4}""").Verdict);
    }

    [Theory]
    [InlineData(true, true, Verdict.Allow)]
    [InlineData(true, false, Verdict.Deny)]
    [InlineData(false, true, Verdict.Deny)]
    public void Timeout_AllowsOnlyWhenTheContractSaysSoAndSomebodyEligibleSawIt(bool allow, bool shown, Verdict verdict)
    {
        EngineHarness h = With(BundleBuilder.AlwaysAsk() with { AllowOnTimeout = allow });
        CallProposal call = h.Propose("pay");
        string id = h.Decide(call).Approval!.Id;
        h.Now += TimeSpan.FromSeconds(300);
        Assert.Equal(ApprovalRefusal.Expired, ((DeskAnswer.Refused)h.Judge(id, ApprovalChoice.AllowOnce)).Why);
        h.Append(ApprovalDesk.Expire(h.State, id, shown, h.Now)!);

        Decision decision = h.Decide(call);
        Assert.Equal(verdict, decision.Verdict);
        if (decision.Verdict == Verdict.Deny)
        {
            Assert.Equal(DecisionCode.CheckpointTimeout, decision.Code);
            Assert.Equal(Verdict.Ask, h.Decide("pay").Verdict);
        }
    }

    [Fact]
    public void AskedCall_DecidedAgainCountsNothing_RepeatCountsAStepAndNothingElse()
    {
        _bundle.Limits = _bundle.Limits with { Loop = new LoopDetection(5, 2) };
        EngineHarness h = With(BundleBuilder.AlwaysAsk());
        CallProposal call = h.Propose("pay");
        h.Decide(call);
        Assert.Equal((1, 1), (h.State.Steps, h.State.LoopEntries));
        h.Decide(call);
        Assert.Equal((1, 1), (h.State.Steps, h.State.LoopEntries));
        Assert.Equal(Verdict.Ask, h.Decide("pay").Verdict);
        Assert.Equal((2, 1), (h.State.Steps, h.State.LoopEntries));
    }

    [Fact]
    public void Request_ShowsMaskedContext()
    {
        _bundle.Tool("pay", c => c with
        {
            Sensitive = [Make.Path("$.card")],
            Checkpoints =
            [
                BundleBuilder.AlwaysAsk() with
                {
                    Reason = "money leaves",
                    Context = [new(Make.Path("$.amount"), "Amount"), new(Make.Path("$.card"), "Card"), new(Make.Path("$.note"), "Note"), new(Make.Path("$.no"), "No")],
                },
            ],
        }, SideEffect.Financial);
        _bundle.DenySecrets = false;
        var h = new EngineHarness(_bundle.Build());
        Approval approval = h.Decide("pay", """{"amount": 10.50, "card": "4111", "note": "use ghp_0123456789abcdefghijklmnopqrstuvwxyz"}""").Approval!;

        ApprovalPresentation shown = approval.Presentation;
        Assert.Equal(
            ["Amount=10.50", "Card=\"[REDACTED:sensitive]\"", "Note=\"use [REDACTED:github_token]\"", "No="],
            shown.Values.Select(static v => $"{v.Label}={v.Text}"));
        Assert.Equal(("upstream", "pay", "financial", "ann"), (shown.Server, shown.Tool, shown.RiskClass, shown.Requester));
        Assert.Equal(["money leaves"], shown.Reasons);
    }

    [Fact]
    public void Edits_AreAppliedRevalidatedAndKept()
    {
        EngineHarness h = Editable();
        CallProposal call = h.Propose("pay", """{"amount": 90, "to": "x"}""");
        string id = h.Decide(call).Approval!.Id;
        DeskAnswer bad = h.Judge(id, ApprovalChoice.AllowOnce, null, ApprovalChannel.Client, new Modification("$.to", Make.Json("\"y\"")));
        Assert.Equal(ApprovalRefusal.BadModification, Assert.IsType<DeskAnswer.Refused>(bad).Why);
        h.Judge(id, ApprovalChoice.AllowOnce, null, ApprovalChannel.Client, new Modification("$.amount", Make.Json("50")), new Modification("$.note", Make.Json("\"less\"")));

        // As the agent wrote it, the call is not what the person agreed to.
        Assert.Equal(DecisionCode.ApprovalMismatch, PolicyEngine.Decide(h.Bundle, h.Facts, call).Code);
        CallProposal edited = h.WithEdits(call, ApprovalDesk.EditsFor(h.State, call)!);
        Assert.Equal("""{"amount":50,"to":"x","note":"less"}""", edited.Arguments.GetRawText());
        Assert.Equal(Verdict.Allow, h.Decide(edited).Verdict);
        Assert.Contains(h.Events, static e => e is ApprovalDecided { Decision.Modifications.Length: 2 });
    }

    [Fact]
    public void Edits_ThatBreakAnInvariant_AreDenied()
    {
        EngineHarness h = Editable();
        CallProposal call = h.Propose("pay", """{"amount": 90}""");
        h.Judge(h.Decide(call).Approval!.Id, ApprovalChoice.AllowOnce, null, ApprovalChannel.Client, new Modification("$.amount", Make.Json("500")));

        Assert.Equal(DecisionCode.InputInvariantFailed, h.Decide(h.WithEdits(call, h.State.Approvals[0])).Code);
    }

    private EngineHarness Editable()
    {
        _bundle.Tool("pay", c => c with
        {
            InputInvariants = [Make.Invariant("$.amount", Make.AtMost("100"))],
            Checkpoints = [BundleBuilder.AlwaysAsk() with { Editable = [Make.Path("$.amount"), Make.Path("$.note")] }],
        }, SideEffect.Financial);
        return new EngineHarness(_bundle.Build());
    }

    private EngineHarness With(params Checkpoint[] checkpoints)
    {
        _bundle.Tool("pay", c => c with { Checkpoints = [.. checkpoints] }, SideEffect.Write);
        return new EngineHarness(_bundle.Build());
    }

    private static void Judge(EngineHarness h, string id, string who, params string[] roles) =>
        Assert.IsType<DeskAnswer.Taken>(h.Judge(id, ApprovalChoice.AllowOnce, new Decider(who, [.. roles], []), ApprovalChannel.Operator));
}
