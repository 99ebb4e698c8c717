using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Whether a contract's decisions depend on what happened before in a session.</summary>
internal static class StatefulBundle
{
    /// <summary>Anything that a call leaves behind in its session and a later call is judged by.</summary>
    public static bool Is(CompiledBundle bundle)
    {
        SessionContract session = bundle.Session;
        SessionLimits limits = session.Limits;
        return session.PurposeFromClient || !session.Phases.IsEmpty || !session.Aggregates.IsEmpty || !session.Envelopes.IsEmpty || !session.Resources.IsEmpty
            || limits.MaxSteps is not null || limits.MaxToolCalls is not null || limits.MaxCost is not null
            || limits.Loop is not null || limits.Breaker is not null
            || !bundle.Slots.IsEmpty || !bundle.Labels.IsEmpty || !bundle.PriorFacts.IsEmpty
            || bundle.Tools.Any(static tool => tool.Contract is { } contract
                && (contract.MaxCalls is not null || !contract.ForbidsAfter.IsEmpty || !contract.Checkpoints.IsEmpty));
    }
}
