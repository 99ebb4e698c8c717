using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>What a session has gathered against the agent is lost in a new session, and nothing bounds those.</summary>
internal sealed class SessionResettable : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        SessionSyntax? session = graph.Compilation.Syntax.Session;
        if (graph.Compilation.Limits!.PerPrincipal is not null || session?.SessionKey?.Value == SessionKey.Principal)
        {
            return;
        }

        (string What, SourceSpan At)? kept = session switch
        {
            { Aggregates.Count: > 0 } => ("aggregates", session.KeyAt("aggregates")),
            { Policy.LabelGates.Count: > 0 } => ("labels", session.Policy.KeyAt("label_gates")),
            { SessionLimits.CircuitBreaker: not null } => ("the circuit breaker", session.SessionLimits.KeyAt("circuit_breaker")),
            _ => graph.Allowed.Where(t => t.Contract!.ForbidsAfter.Length > 0).Select(t => ((string, SourceSpan)?)("forbids_after", t.Syntax!.KeyAt("forbids_after"))).FirstOrDefault(),
        };
        if (kept is { } found)
        {
            findings.Add(
                Codes.SessionResettable,
                string.Empty,
                found.At,
                $"what {found.What} gathered in a session is gone in the next one, and nothing bounds starting afresh",
                "write session_limits.per_principal, or session_key: principal");
        }
    }
}
