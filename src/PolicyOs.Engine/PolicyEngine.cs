using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine;

/// <summary>The pure functions that everything else calls (spec 2). No clock, no I/O, no randomness.</summary>
public static class PolicyEngine
{
    /// <summary>Decides one call: every check of spec 2.1 in order, the first failure is the reason given.</summary>
    public static Decision Decide(CompiledBundle bundle, Facts facts, CallProposal proposal) => throw new NotSupportedException();

    /// <summary>The tools that a client may see now (spec 2.3).</summary>
    public static Visibility Visible(CompiledBundle bundle, Facts facts) => throw new NotSupportedException();

    /// <summary>Folds one event of the session's stream.</summary>
    public static SessionState Apply(CompiledBundle bundle, SessionState state, EngineEvent e) => throw new NotSupportedException();

    /// <summary>Folds one event of the tenant's stream, or of the stream of <c>per: global</c> rates.</summary>
    public static TenantState Apply(CompiledBundle bundle, TenantState state, EngineEvent e) => throw new NotSupportedException();

    /// <summary>How a dispatched call settles.</summary>
    public static Settlement Settle(CompiledBundle bundle, Facts facts, CallReserved reserved, CallOutcome outcome) => throw new NotSupportedException();
}
