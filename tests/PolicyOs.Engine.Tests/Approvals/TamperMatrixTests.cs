using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Approvals;

/// <summary>After an approval one thing is changed: every cell denies, with the right code.</summary>
public sealed class TamperMatrixTests
{
    private const string Arguments = """{"to": "a@example.com", "body": "hello"}""";

    private readonly EngineHarness _h;
    private readonly CallProposal _asked;
    private readonly Approval _approval;

    public TamperMatrixTests()
    {
        _h = new EngineHarness(Bundle().Build());
        _asked = _h.Propose("send", Arguments);
        _approval = _h.Decide(_asked).Approval!;
        Assert.IsType<DeskAnswer.Taken>(_h.Judge(_approval.Id, ApprovalChoice.AllowOnce));
    }

    [Fact]
    public void Approved_SameCall_PassesOnce()
    {
        Decision allowed = _h.Decide(_asked);
        Assert.Equal(Verdict.Allow, allowed.Verdict);
        Assert.Equal(_approval.Id, allowed.Events.OfType<CallReserved>().Single().ApprovalId);

        Assert.Equal(DecisionCode.ApprovalPending, _h.Decide("send", Arguments).Code);
    }

    [Fact]
    public void Approved_RepeatUnderAnotherCallId_PicksTheDecisionUp() =>
        Assert.Equal(Verdict.Allow, _h.Decide("send", """{"body": "hello", "to": "a@example.com"}""").Verdict);

    [Theory]
    [InlineData("""{"to": "b@example.com", "body": "hello"}""")]
    [InlineData("""{"to": "a@example.com", "body": "hello."}""")]
    [InlineData("""{"to": "a@example.com"}""")]
    public void OtherArguments_PresentedMismatch_UnpresentedAsksAnew(string arguments)
    {
        Assert.Equal(DecisionCode.ApprovalMismatch, _h.Decide(Presented("send", arguments)).Code);
        Decision anew = _h.Decide("send", arguments);
        Assert.Equal(Verdict.Ask, anew.Verdict);
        Assert.NotEqual(_approval.Id, anew.Approval!.Id);
    }

    [Fact]
    public void OtherTool_Mismatch() => Assert.Equal(DecisionCode.ApprovalMismatch, _h.Decide(Presented("post", Arguments)).Code);

    [Fact]
    public void OtherPrincipal_Mismatch()
    {
        _h.Principal = new Principal("eve", "human", ["clerk"], [], "acme", JsonElement.Parse("{}"));
        Assert.Equal(DecisionCode.ApprovalMismatch, _h.Decide(Presented("send", Arguments)).Code);
        Assert.Equal(Verdict.Ask, _h.Decide("send", Arguments).Verdict);
    }

    [Fact]
    public void OtherSession_Mismatch()
    {
        var other = new EngineHarness(_h.Bundle, session: "s2");
        Assert.Equal(DecisionCode.ApprovalMismatch, other.Decide(Presented("send", Arguments)).Code);

        // Even if the approval were carried over.
        other.State = other.State with { Approvals = _h.State.Approvals };
        Assert.Equal(DecisionCode.ApprovalMismatch, other.Decide(Presented("send", Arguments)).Code);
    }

    [Fact]
    public void OtherBundle_Mismatch()
    {
        BundleBuilder changed = Bundle();
        changed.Digest = new string('e', 64);
        _h.Bundle = changed.Build();
        Assert.Equal(DecisionCode.ApprovalMismatch, _h.Decide(Presented("send", Arguments)).Code);
        Assert.Equal(Verdict.Ask, _h.Decide("send", Arguments).Verdict);
    }

    [Fact]
    public void OtherDefinition_Mismatch() =>
        Assert.Equal(DecisionCode.ApprovalMismatch, _h.Decide(Presented("send", Arguments) with { CallDigest = new string('0', 64) }).Code);

    [Fact]
    public void PastItsExpiry_TimesOut()
    {
        _h.Now = _approval.Expires;
        Assert.Equal(DecisionCode.CheckpointTimeout, _h.Decide(Presented("send", Arguments)).Code);
    }

    [Fact]
    public void LabelMeanwhile_ClosesTheGate()
    {
        _h.Append(new SessionLabelled(["tainted"], "op") { At = _h.Now });
        Assert.Equal(DecisionCode.LabelGateDenied, _h.Decide(Presented("send", Arguments)).Code);
    }

    [Fact]
    public void Kill_VoidsForGood()
    {
        _h.Append(new SessionKilled("s1", "ann", "op", "why") { At = _h.Now });
        Assert.Equal(DecisionCode.SessionKilled, _h.Decide(Presented("send", Arguments)).Code);
        _h.Append(new SessionReleased("s1", "ann", "op") { At = _h.Now });
        Assert.Equal(DecisionCode.ApprovalMismatch, _h.Decide(Presented("send", Arguments)).Code);
    }

    [Fact]
    public void Replay_OfAUsedGrant_Mismatch()
    {
        _h.Decide(_asked);
        Assert.Equal(DecisionCode.ApprovalMismatch, _h.Decide(Presented("send", Arguments)).Code);
    }

    [Fact]
    public void ApproveTwice_Refused() =>
        Assert.Equal(ApprovalRefusal.AlreadyDecided, Refused(_h.Judge(_approval.Id, ApprovalChoice.AllowOnce, new Decider("bob", [], []), ApprovalChannel.Operator)));

    [Fact]
    public void RaceOfTwoApprovers_TheLaterIsTooLate()
    {
        Approval approval = _h.Decide("send", """{"to": "c"}""").Approval!;
        DeskAnswer first = Judge(approval, "bob", ApprovalChoice.Deny);
        Assert.IsType<DeskAnswer.Taken>(Judge(approval, "cat", ApprovalChoice.AllowOnce));
        _h.Append(Assert.IsType<DeskAnswer.Taken>(first).Event);

        // Cat's append is stale now; judged again on what the stream holds, it is refused.
        Assert.Equal(ApprovalRefusal.AlreadyDecided, Refused(Judge(approval, "cat", ApprovalChoice.AllowOnce)));
        Assert.Equal(DecisionCode.CheckpointDenied, _h.Decide("send", """{"to": "c"}""").Code);
    }

    [Fact]
    public void ApproveAsTheRequester_WithSeparationOfDuties_Refused()
    {
        Approval approval = _h.Decide("wire").Approval!;
        Assert.Equal(ApprovalRefusal.NotEligible, Refused(_h.Judge(approval.Id, ApprovalChoice.AllowOnce)));
        Assert.Equal(ApprovalRefusal.NotEligible, Refused(_h.Judge(approval.Id, ApprovalChoice.AllowOnce, _h.Me, ApprovalChannel.Operator)));
        Assert.False(ApprovalDesk.IsEligible(approval, _h.Me, ApprovalChannel.Client));
        Assert.IsType<DeskAnswer.Taken>(_h.Judge(approval.Id, ApprovalChoice.AllowOnce, new Decider("bob", [], []), ApprovalChannel.Operator));
    }

    private static BundleBuilder Bundle()
    {
        var bundle = new BundleBuilder();
        int send = bundle.Tool("send", c => c with { Checkpoints = [BundleBuilder.AlwaysAsk()] }, SideEffect.Write);
        bundle.Tool("post", c => c with { Checkpoints = [BundleBuilder.AlwaysAsk()] }, SideEffect.Write);
        bundle.Tool("wire", c => c with { Checkpoints = [BundleBuilder.AlwaysAsk() with { SeparationOfDuties = true }] }, SideEffect.Financial);
        bundle.Labels.Add("tainted");
        bundle.Session = bundle.Session with { Policy = new SessionPolicy(false, [], [new LabelGate(0, [send], "no")]) };
        return bundle;
    }

    private CallProposal Presented(string tool, string arguments) => _h.Propose(tool, arguments) with { PresentedApproval = _approval.Id };

    private DeskAnswer Judge(Approval approval, string who, ApprovalChoice choice) => ApprovalDesk.Decide(
        _h.Bundle, _h.State, approval.Id, new Decider(who, [], []), ApprovalChannel.Operator, choice, null, [], _h.Now);

    private static ApprovalRefusal Refused(DeskAnswer answer) => Assert.IsType<DeskAnswer.Refused>(answer).Why;
}
