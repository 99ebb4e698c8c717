using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Explanations;
using PolicyOs.Engine.Planning;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine;

/// <summary>The pure functions that everything else calls (spec 2). No clock, no I/O, no randomness.</summary>
public static class PolicyEngine
{
    /// <summary>Every check in the order in which it runs: its row of the table in spec 2.1 and its stable name.</summary>
    public static ImmutableArray<(int Row, string Name)> Checks { get; } = [.. CheckList.All.Select(static check => (check.Row, check.Name))];

    /// <summary>Decides one call: every check of spec 2.1 in order, the first failure is the reason given.</summary>
    public static Decision Decide(CompiledBundle bundle, Facts facts, CallProposal proposal) =>
        DecisionMaker.Decide(BundlePlan.For(bundle), facts, proposal);

    /// <summary>
    /// Decides one call and evaluates its conditions in CEL once more, keeping the value of every sub-expression, without secrets and sensitive
    /// values: for people who ask why. Costs several times a decision; nothing that serves calls uses it.
    /// </summary>
    public static DecisionExplanation Explain(CompiledBundle bundle, Facts facts, CallProposal proposal)
    {
        Decision decision = Decide(bundle, facts, proposal);
        return new DecisionExplanation(decision, ExpressionExplainer.Explain(BundlePlan.For(bundle), facts, proposal, decision));
    }

    /// <summary>The tools that a client may see now (spec 2.3).</summary>
    public static Visibility Visible(CompiledBundle bundle, Facts facts)
    {
        var view = new VisibilityContext(BundlePlan.For(bundle), facts);
        ulong[] visible = new ulong[view.Plan.Masks.Words];
        Array.Fill(visible, ulong.MaxValue);
        foreach (IVisibilityCheck check in CheckList.Visibility)
        {
            if (facts.Mode == EnforcementMode.Enforce || check.HidesInEveryMode)
            {
                check.Narrow(view, visible);
            }
        }

        return new Visibility(visible);
    }

    /// <summary>Folds one event of the session's stream.</summary>
    public static SessionState Apply(CompiledBundle bundle, SessionState state, EngineEvent e) => SessionFold.Apply(BundlePlan.For(bundle), state, e);

    /// <summary>Folds one event of the tenant's stream, or of the stream of <c>per: global</c> rates.</summary>
    public static TenantState Apply(CompiledBundle bundle, TenantState state, EngineEvent e) => TenantFold.Apply(BundlePlan.For(bundle), state, e);

    /// <summary>How a dispatched call settles.</summary>
    public static Settlement Settle(CompiledBundle bundle, Facts facts, CallReserved reserved, CallOutcome outcome) =>
        SettlementMaker.Settle(bundle, facts, reserved, outcome);

    /// <summary>How a reserved call is read back that a crash left without an outcome: in doubt, reads as failed (spec 2.4).</summary>
    public static EngineEvent Recover(CompiledBundle bundle, Facts facts, CallReserved reserved) =>
        SettlementMaker.Settle(bundle, facts, reserved, new CallOutcome.ConnectionLost("the gateway stopped before the answer came")).Event;

    /// <summary>An operator's word on a call in doubt; null when the session has no such call.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="facts">The snapshot.</param>
    /// <param name="callId">The call.</param>
    /// <param name="wasExecuted">Whether it took effect.</param>
    /// <param name="by">The operator.</param>
    public static CallResolved? Resolve(CompiledBundle bundle, Facts facts, string callId, bool wasExecuted, string by) =>
        SettlementMaker.Resolve(bundle, facts, callId, wasExecuted, by);
}
