using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Decisions;

/// <summary>The commit matrix of spec 2.6 and what 2.4 says of everything that goes wrong.</summary>
public sealed class SettlementTests
{
    public static TheoryData<string, CallOutcome, SideEffect, CallSettlement, string?> Outcomes
    {
        get
        {
            var rows = new TheoryData<string, CallOutcome, SideEffect, CallSettlement, string?>();
            void Row(CallOutcome outcome, string? code, CallSettlement read, CallSettlement write)
            {
                rows.Add(outcome.GetType().Name, outcome, SideEffect.Read, read, code);
                rows.Add(outcome.GetType().Name, outcome, SideEffect.Write, write, code);
            }

            Row(EngineHarness.Answered("{}"), null, CallSettlement.Committed, CallSettlement.Committed);
            Row(EngineHarness.Answered("""{"code": "boom"}""", isError: true), "EXECUTION_ERROR", CallSettlement.Failed, CallSettlement.InDoubt);
            Row(EngineHarness.Answered("""{"code": "nothing"}""", isError: true), null, CallSettlement.Failed, CallSettlement.Failed);
            Row(EngineHarness.Answered("{}") with { OutputSchemaViolation = "wrong" }, "OUTPUT_SCHEMA_VIOLATION", CallSettlement.Failed, CallSettlement.InDoubt);
            Row(new CallOutcome.RpcError(-32602, "params"), "EXECUTION_ERROR", CallSettlement.Failed, CallSettlement.Failed);
            Row(new CallOutcome.RpcError(-32601, "method"), "EXECUTION_ERROR", CallSettlement.Failed, CallSettlement.Failed);
            Row(new CallOutcome.RpcError(-32603, "internal"), "EXECUTION_ERROR", CallSettlement.Failed, CallSettlement.InDoubt);
            Row(new CallOutcome.RateLimited(null), "RATE_LIMITED", CallSettlement.Failed, CallSettlement.Failed);
            Row(new CallOutcome.TimedOut(), "TOOL_TIMEOUT", CallSettlement.Failed, CallSettlement.InDoubt);
            Row(new CallOutcome.ConnectionLost("gone"), "UPSTREAM_UNAVAILABLE", CallSettlement.Failed, CallSettlement.InDoubt);
            Row(new CallOutcome.NeverSent("down"), "UPSTREAM_UNAVAILABLE", CallSettlement.Failed, CallSettlement.Failed);
            Row(new CallOutcome.Unauthorized("401"), "UPSTREAM_UNAUTHORIZED", CallSettlement.Failed, CallSettlement.Failed);
            Row(new CallOutcome.Cancelled(), "CANCELLED", CallSettlement.Failed, CallSettlement.InDoubt);
            Row(new CallOutcome.ProtocolError("garbage"), "UPSTREAM_PROTOCOL_ERROR", CallSettlement.Failed, CallSettlement.InDoubt);
            Row(new CallOutcome.TooLarge(5_000_000), "RESULT_TOO_LARGE", CallSettlement.Failed, CallSettlement.InDoubt);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Outcome_SettlesAsItShould(string name, CallOutcome outcome, SideEffect sideEffect, CallSettlement kind, string? code)
    {
        EngineHarness h = With(c => c with { AllowedErrors = [new AllowedError("nothing", null, null)] }, sideEffect);
        Settlement settlement = h.Settle(h.Decide("act"), outcome);

        Assert.Equal((name, kind, code), (name, settlement.Kind, settlement.Code?.Name));
        Assert.Equal(kind == CallSettlement.InDoubt ? 1 : 0, h.State.Open.Length);
        if (kind == CallSettlement.InDoubt)
        {
            Assert.Equal(Recoverability.HumanReviewRequired, settlement.Recoverability);
            Assert.Contains("do not repeat", settlement.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(CommitRequirement.Acknowledged, EvidenceClass.LocalTransaction, true, Evidence.Verified)]
    [InlineData(CommitRequirement.Acknowledged, EvidenceClass.LocalTransaction, false, Evidence.Acknowledged)]
    [InlineData(CommitRequirement.Acknowledged, EvidenceClass.AckOnly, true, Evidence.Acknowledged)]
    [InlineData(CommitRequirement.Acknowledged, EvidenceClass.Unverifiable, true, Evidence.Dispatched)]
    [InlineData(CommitRequirement.None, EvidenceClass.LocalTransaction, true, Evidence.Dispatched)]
    public void Evidence_FollowsTheMatrix(CommitRequirement requirement, EvidenceClass evidenceClass, bool isChecked, Evidence evidence)
    {
        EngineHarness h = With(c => c with { CommitRequirement = requirement, EvidenceClass = evidenceClass }, SideEffect.Write);
        Assert.Equal(evidence, h.Settle(h.Decide("act"), EngineHarness.Answered("{}") with { OutputSchemaEvaluated = isChecked }).Evidence);
    }

    [Fact]
    public void CommitRequirementNone_CommitsOnDispatchWhateverFollows()
    {
        EngineHarness h = With(c => c with { CommitRequirement = CommitRequirement.None }, SideEffect.Write);
        Settlement lost = h.Settle(h.Decide("act"), new CallOutcome.TimedOut());
        Assert.Equal((CallSettlement.Committed, Evidence.Dispatched, DecisionCode.ToolTimeout), (lost.Kind, lost.Evidence, lost.Code));
        Assert.Equal(CallSettlement.Failed, h.Settle(h.Decide("act"), new CallOutcome.NeverSent("down")).Kind);
    }

    [Fact]
    public void OutputInvariant_Fails_WithheldAndNothingCommitted()
    {
        EngineHarness h = With(c => c with { OutputInvariants = [Make.Invariant("$.id", new Operator.Exists(true))] }, SideEffect.Write);
        Settlement settlement = h.Settle(h.Decide("act"), EngineHarness.Answered("{}"));
        Assert.Equal((CallSettlement.InDoubt, DecisionCode.OutputInvariantFailed, true), (settlement.Kind, settlement.Code, settlement.WithholdResult));
        Assert.Equal(0, h.State.Commits);
    }

    [Fact]
    public void InDoubt_ResolvedAsNotExecuted_ReleasesTheAggregate()
    {
        var bundle = new BundleBuilder();
        bundle.Tool("act", c => c with { Aggregates = [0] }, SideEffect.Write);
        bundle.Session = bundle.Session with
        {
            Aggregates = [new Aggregate { Name = "n", Metric = AggregateMetric.Count, Path = null, AtLeast = null, AtMost = Make.Number("1"), Reason = "one", When = [] }],
        };
        var h = new EngineHarness(bundle.Build());
        Decision decision = h.Decide("act");
        h.Settle(decision, new CallOutcome.TimedOut());
        Assert.Equal(DecisionCode.AggregateViolation, h.Decide("act").Code);
        h.Append(PolicyEngine.Resolve(h.Bundle, h.Facts, h.State.Open[0].Reserved.CallId, wasExecuted: false, "op")!);
        Assert.Equal(Verdict.Allow, h.Decide("act").Verdict);
    }

    [Fact]
    public void Idempotency_WaitReplayConflictInDoubtAndExpiry()
    {
        EngineHarness h = With(c => c with { Idempotency = new Idempotency(true, [Make.Path("$.id")], TimeSpan.FromHours(24), false) }, SideEffect.Write);
        Assert.Equal(DecisionCode.IdempotencyKeyRequired, h.Decide("act").Code);
        Decision first = h.Decide("act", """{"id": 1}""", "first");
        Assert.Equal(Verdict.Wait, h.Decide("act", """{"id": 1.0}""").Verdict);
        Assert.Equal(DecisionCode.IdempotencyConflict, h.Decide("act", """{"id": 1, "more": 1}""").Code);
        h.Settle(first, new CallOutcome.TimedOut());
        Assert.Equal(DecisionCode.IdempotencyInDoubt, h.Decide("act", """{"id": 1}""").Code);
        h.Append(PolicyEngine.Resolve(h.Bundle, h.Facts, "first", wasExecuted: true, "op")!);

        int steps = h.State.Steps;
        int calls = h.State.ToolCalls;
        Assert.Equal("first", h.Decide("act", """{"id": 1}""").ReplayOf);
        Assert.Equal((steps + 1, calls), (h.State.Steps, h.State.ToolCalls));
        h.Now += TimeSpan.FromHours(24);
        Assert.Null(h.Decide("act", """{"id": 1}""").ReplayOf);
    }

    [Fact]
    public void Idempotency_LeftInFlightByAnEarlierProcess_IsInDoubtUntilItsCallIsSettled()
    {
        EngineHarness h = With(c => c with { Idempotency = new Idempotency(true, [Make.Path("$.id")], TimeSpan.FromHours(24), false) }, SideEffect.Write);
        Decision left = h.Decide("act", """{"id": 1}""", "left");
        h.Tenant = h.Tenant.ServedAfter(before: null);
        Assert.Equal(DecisionCode.IdempotencyInDoubt, h.Decide("act", """{"id": 1}""").Code);

        // Another bundle of the same process keeps what it knows, and waits for what is in flight now.
        TenantState before = h.Tenant;
        h.Tenant = h.Events.Where(static e => e.Streams.HasFlag(EventStreams.Tenant)).Aggregate(TenantState.Initial, (state, e) => PolicyEngine.Apply(h.Bundle, state, e));
        Decision now = h.Decide("act", """{"id": 2}""");
        h.Tenant = h.Tenant.ServedAfter(before);
        Assert.Equal(DecisionCode.IdempotencyInDoubt, h.Decide("act", """{"id": 1}""").Code);
        Assert.Equal(Verdict.Wait, h.Decide("act", """{"id": 2}""").Verdict);

        h.Answer(now, "{}");
        h.Append(PolicyEngine.Recover(h.Bundle, h.Facts, left.Events.OfType<CallReserved>().Single()));
        h.Append(PolicyEngine.Resolve(h.Bundle, h.Facts, "left", wasExecuted: false, "op")!);
        Assert.Equal(Verdict.Allow, h.Decide("act", """{"id": 1}""").Verdict);
        Assert.Empty(h.Tenant.ServedAfter(before: null).SessionsWithKeysInFlight);
    }

    [Fact]
    public void Recover_AfterACrash_ReadsFailAndOthersAreInDoubt()
    {
        EngineHarness read = With(c => c, SideEffect.Read);
        EngineHarness write = new SettlementTests().With(c => c, SideEffect.Write);
        Assert.IsType<CallFailed>(PolicyEngine.Recover(read.Bundle, read.Facts, read.Decide("act").Events.OfType<CallReserved>().Single()));
        Assert.IsType<CallInDoubt>(PolicyEngine.Recover(write.Bundle, write.Facts, write.Decide("act").Events.OfType<CallReserved>().Single()));
    }

    [Fact]
    public void Modes_AdviseLetsThroughAndSaysWhat_SecretsDenyInAll()
    {
        EngineHarness h = With(c => c with { IsRiskAllowed = false }, SideEffect.Write);
        h.Mode = EnforcementMode.Advise;
        Assert.Equal(["act"], h.Visible);
        Decision advised = h.Decide("act");
        Assert.Equal((Verdict.Allow, DecisionCode.RiskGateBlocked), (advised.Verdict, advised.Would!.Code));
        Assert.Equal("risk_gate", advised.Events.OfType<CallReserved>().Single().Would!.Check);
        Assert.Equal(DecisionCode.SecretInArguments, h.Decide("act", """{"k": "AKIAIOSFODNN7EXAMPLE"}""").Code);
        Assert.Equal(DecisionCode.UnknownAction, h.Decide("ghost").Code);
    }

    [Fact]
    public void Admission_KilledPrincipalAndSessionBounds()
    {
        var bundle = new BundleBuilder();
        bundle.Tool("act");
        bundle.Limits = bundle.Limits with { PerPrincipal = new PrincipalLimits(1, 2) };
        var h = new EngineHarness(bundle.Build());
        Assert.Equal(DecisionCode.SessionLimitExceeded, SessionAdmission.WhyNot(h.Bundle, h.Tenant, "ann", h.Now)!.Value.Code);
        h.Append(new SessionClosed("s1", "ann", "done") { At = h.Now });
        Assert.Null(SessionAdmission.WhyNot(h.Bundle, h.Tenant, "ann", h.Now));
        h.Append(new SessionOpened("s2", "ann", "acme", null, []) { At = h.Now });
        h.Append(new SessionKilled("s2", "ann", "op", "why") { At = h.Now });
        Assert.Equal(DecisionCode.SessionKilled, SessionAdmission.WhyNot(h.Bundle, h.Tenant, "ann", h.Now)!.Value.Code);
        h.Append(new SessionReleased("s2", "ann", "op") { At = h.Now });
        h.Append(new SessionClosed("s2", "ann", "done") { At = h.Now });
        Assert.Equal(DecisionCode.SessionLimitExceeded, SessionAdmission.WhyNot(h.Bundle, h.Tenant, "ann", h.Now)!.Value.Code);
        Assert.Null(SessionAdmission.WhyNot(h.Bundle, h.Tenant, "ann", h.Now + TimeSpan.FromDays(1)));
    }

    private EngineHarness With(Func<ToolContract, ToolContract> with, SideEffect sideEffect)
    {
        var bundle = new BundleBuilder();
        bundle.Tool("act", with, sideEffect);
        return new EngineHarness(bundle.Build());
    }
}
