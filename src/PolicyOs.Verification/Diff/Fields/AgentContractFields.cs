using PolicyOs.Verification.Diff.Rules;
using static PolicyOs.Verification.Diff.Fields.Shorthand;

namespace PolicyOs.Verification.Diff.Fields;

/// <summary>agent_contract.yaml: what may happen.</summary>
internal static class AgentContractFields
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, FieldRule>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, FieldRule>>(StringComparer.Ordinal)
    {
        ["agent_contract"] = Table(
        [
            new("schema_version", Name),
            new("agent", Name),
            new("allowed_tools", Grants),
            new("blocked_tools", Restrictions),
            new("approval_mode", new Levels("by_risk", "never", "by_risk", "always")),
            new("write_operations", new Levels("block", "allow", "approval", "block")),
            new("destructive_operations", new Levels("block", "allow", "approval", "block")),
            new("escalation_triggers", RestrictionsOf("escalation_trigger", "name")),
            new("guardrails", new Block("guardrails")),
            new("secrets", new Block("secrets")),
            new("policy_artifacts", Words),
            new("default_principal", new Block("principal")),
            new("runtime", new Block("runtime")),
        ]),
        ["escalation_trigger"] = Table(
        [
            new("name", Name),
            new("when", new Conditions()),
            new("tools", CoveredTools),
            new("route_to", Other),
        ]),
        ["condition"] = Table([new("path", Name), new("cel", Other), .. Operators]),
        ["guardrails"] = Table([new("max_cost_per_session", AtMost), new("max_latency_ms_per_call", AtMost), new("max_tool_calls", AtMost)]),
        ["secrets"] = Table([new("deny_in_arguments", StrongWhenTrue(whenAbsent: true)), new("redact_in_results", StrongWhenTrue(whenAbsent: true))]),
        ["principal"] = Table(
        [
            new("id", Name),
            new("type", Other),
            new("roles", Grants),
            new("permissions", Grants),
            new("attributes", Other),
            new("tenant", new AnyChange(Effect.Breaks, "another tenant", whenAbsent: "default")),
        ]),
        ["runtime"] = Table(
        [
            new("surface", Name),
            new("status", Words),
            new("affordances_lost", Words),
            new("evidence", Words),
            new("rollback", Words),
        ]),
    };
}
