using PolicyOs.Verification.Diff.Rules;
using static PolicyOs.Verification.Diff.Fields.Shorthand;

namespace PolicyOs.Verification.Diff.Fields;

/// <summary>session.yaml: who may do what in a session.</summary>
internal static class SessionFields
{
    private static readonly FieldRule s_risk = new Levels(Levels.Unwritten, "allow", Levels.Unwritten, "block");

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, FieldRule>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, FieldRule>>(StringComparer.Ordinal)
    {
        ["session"] = Table(
        [
            new("schema_version", Name),
            new("agent", Name),
            new("phases", new Entries(ListKind.Existing, "phase", "name")),
            new("transitions", new Named(null, Grants)),
            new("session_limits", new Block("session_limits")),
            new("risk_defaults", new Block("risk_defaults", isControl: true)),
            new("policy", new Block("session_policy")),
            new("provider_constraints", new Named(null, new Block("provider_constraint"))),
            new("resources", new Named(ListKind.Restrictions, new Block("session_resource"))),
            new("aggregates", RestrictionsOf("aggregate", "name")),
            new("envelopes", RestrictionsOf("envelope", "name")),
            new("checkpoints", RestrictionsOf("session_checkpoint", "name")),
            new("schema_derived", StrongWhenTrue(whenAbsent: true)),
            new("graph_analysis", new Block("graph_analysis")),
            new("strict_arguments", StrongWhenTrue(whenAbsent: true)),
            new("mode", new Levels("enforce", "observe", "advise", "enforce")),
            new("purpose", Alternatives),
            new("purpose_source", new Levels("operator", "client", "operator")),
            new("session_key", new AnyChange(Effect.Unknown, "what starts a session afresh is another thing", whenAbsent: "connection")),
            new("feedback", new Levels("reasons", "reasons", "silent")),
            // Less on record proves less, more of it holds more that is not to be held.
            new("record", new AnyChange(Effect.Unknown, "what is kept of a call is another thing", whenAbsent: "masked")),
        ]),
        ["phase"] = Table(
        [
            new("name", Name),
            new("initial", new AnyChange(Effect.Breaks, "sessions start elsewhere", whenAbsent: "false")),
            new("terminal", new AnyChange(Effect.Breaks, "sessions end elsewhere", whenAbsent: "false")),
        ]),
        ["session_limits"] = Table(
        [
            new("max_steps", AtMost),
            new("max_tool_calls", AtMost),
            new("max_tool_calls_mode", new Levels("block", "block", "narrow")),
            new("max_cost_per_session", AtMost),
            new("max_calls_per_tool", new Named(null, AtMost)),
            new("loop_detection", new Block("loop_detection", isControl: true, withFields: false)),
            new("circuit_breaker", new Block("circuit_breaker")),
            new("per_principal", new Block("per_principal")),
        ]),
        // A longer window sees more repeats; a lower threshold stops earlier.
        ["loop_detection"] = Table([new("window", new Opposite(AtMost)), new("threshold", AtMost)]),
        ["circuit_breaker"] = Table([new("consecutive_blocks", AtMost), new("consecutive_errors", AtMost)]),
        ["per_principal"] = Table([new("max_open_sessions", AtMost), new("max_sessions_per_day", AtMost)]),
        ["risk_defaults"] = Table([new("read", s_risk), new("write", s_risk), new("destructive", s_risk), new("admin", s_risk), new("financial", s_risk)]),
        ["session_policy"] = Table(
        [
            new("default_deny", StrongWhenTrue(whenAbsent: false)),
            new("rules", new PolicyEntries()),
            new("label_gates", RestrictionsOf("label_gate", "when_label")),
        ]),
        ["session_policy_rule"] = Table([new("deny", new Opposite(new Block("session_policy_target"))), new("allow", new Block("session_policy_target"))]),
        // An allow that names more tools closes them to others, one that names fewer opens them: neither can be told from the list alone.
        ["session_policy_target"] = Table([new("principal", new Block("invariant")), new("tools", new PolicyTools())]),
        ["label_gate"] = Table([new("when_label", Name), new("deny_tools", Restrictions), new("reason", Words)]),
        ["provider_constraint"] = Table([new("block_incompatible", Restrictions), new("warn_incompatible", Words), new("warn_floating_alias", Words)]),
        ["session_resource"] = Table([new("type", Other), new("extract_from", new Block("extract_from"))]),
        ["extract_from"] = Table([new("path", Other)]),
        ["aggregate"] = Table(
        [
            new("name", Name),
            new("metric", Other),
            new("tool", CoveredTools),
            new("path", Other),
            new("gte", AtLeast),
            new("lte", AtMost),
            new("reason", Words),
            new("when", new ConditionalBounds()),
        ]),
        // When it applies decides between two bounds: another condition may pick the wider one.
        ["aggregate_when"] = Table([new("binding", Other), new("cel", Other), new("then_gte", AtLeast), new("then_lte", AtMost), .. Operators.Select(op => KeyValuePair.Create(op.Key, Other))]),
        ["envelope"] = Table(
        [
            new("name", Name),
            new("stages", RestrictionsOf("envelope_stage", "role", "tool")),
            new("constraint", Other),
            new("band", AtMost),
            new("reason", Words),
        ]),
        ["envelope_stage"] = Table(
        [
            new("tool", Name),
            new("path", Other),
            new("role", Name),
            new("source", new AnyChange(Effect.Unknown, "read from elsewhere", whenAbsent: "arguments")),
            new("key", Other),
        ]),
        ["session_checkpoint"] = Table([new("name", Name), new("tool", CoveredTools), .. ToolFields.CheckpointFields]),
        ["graph_analysis"] = Table([new("suppress", new Entries(ListKind.Grants, "suppression", "check", "tool"))]),
        ["suppression"] = Table([new("check", Name), new("tool", Name), new("reason", Words)]),
    };
}
