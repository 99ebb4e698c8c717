using PolicyOs.Verification.Diff.Rules;
using static PolicyOs.Verification.Diff.Fields.Shorthand;

namespace PolicyOs.Verification.Diff.Fields;

/// <summary>tools/&lt;tool&gt;.yaml: one contract per tool.</summary>
internal static class ToolFields
{
    /// <summary>What checkpoints of tools and of the session share.</summary>
    public static IEnumerable<KeyValuePair<string, FieldRule>> CheckpointFields { get; } =
    [
        new("when", new Conditions()),
        // A filter: with it fewer calls are stopped.
        new("when_side_effect", new Opposite(Demanded)),
        new("match", new Levels("any", "all", "any")),
        new("timeout_seconds", new CheckpointTimeout()),
        new("on_timeout", new Levels("deny", "allow", "deny")),
        // Without a list the person is shown every argument.
        new("context", new Opposite(new Entries(ListKind.Alternatives, "context_field", "path"))),
        new("reason", Words),
        new("approvers", new Seats("rule")),
        new("rule", new Levels("any", "any", "majority", "all")),
        new("separation_of_duties", StrongWhenTrue(whenAbsent: false)),
        new("editable", Grants),
        new("channel", new Levels(Levels.Unwritten, "any", Levels.Unwritten, "out_of_band")),
    ];

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, FieldRule>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, FieldRule>>(StringComparer.Ordinal)
    {
        ["tool_contract"] = Table(
        [
            new("tool", Name),
            new("side_effect", new RiskClass("read", "write", "destructive", "admin", "financial")),
            new("side_effect_tier", new RiskClass("S0", "S1", "S2", "S3", "S4", "S5")),
            new("capability", Name),
            new("evidence_class", new Levels("unverifiable", "unverifiable", "ack_only", "local_transaction")),
            new("commit_requirement", new Levels("none", "none", "acknowledged")),
            new("timeouts", new Block("timeouts")),
            new("retries", new Block("retries")),
            new("rate_limits", new Block("rate_limits")),
            new("rate_limit", new Block("rate_limit")),
            new("assertions", new Block("assertions")),
            new("golden_cases", Proof),
            new("allowed_errors", new Entries(ListKind.Grants, "allowed_error", "code", "message_regex")),
            new("gate", new Levels(Levels.Unwritten, "allow", Levels.Unwritten, "block")),
            new("transitions", new Block("tool_transitions")),
            new("preconditions", RestrictionsOf("precondition", "requires_prior_tool")),
            new("forbids_after", Restrictions),
            new("argument_value_invariants", RestrictionsOf("value_invariant", "path")),
            new("response_format_invariants", new Block("response_format")),
            new("execution_constraints", new Block("execution_constraints")),
            new("policy", new Block("tool_policy")),
            new("required_permissions", Restrictions),
            new("allowed_intents", Alternatives),
            new("disallowed_intents", Restrictions),
            new("binds", new Entries(ListKind.Existing, "bind", "name")),
            new("schema_derived", StrongWhenTrue(whenAbsent: true)),
            new("schema_derived_exclude", Grants),
            new("checkpoint", new Block("checkpoint", isControl: true, withFields: false)),
            new("idempotency", new Block("idempotency", isControl: true, withFields: false)),
            new("sensitive", Restrictions),
            new("labels", new Block("labels")),
            new("cost", new Block("cost")),
            new("observation", new Block("observation")),
            new("compensation", new Block("compensation", isControl: true, withFields: false)),
            new("owner", Words),
            new("risk_owner", Words),
            new("version", Words),
            new("description", Words),
        ]),
        ["timeouts"] = Table([new("total_ms", AtMost)]),
        ["retries"] = Table([new("max_attempts", AtMost), new("retry_on", Grants)]),
        ["rate_limits"] = Table([new("on_429", new Block("on_429"))]),
        ["on_429"] = Table([new("respect_retry_after", StrongWhenTrue(whenAbsent: false)), new("max_sleep_seconds", AtMost)]),
        ["rate_limit"] = Table(
        [
            new("max_per_minute", AtMost),
            new("max_per_hour", AtMost),
            new("max_per_day", AtMost),
            new("per", new Levels("principal", "principal", "tenant", "global")),
        ]),
        ["assertions"] = Table([new("input_invariants", RestrictionsOf("invariant", "path")), new("output_invariants", RestrictionsOf("invariant", "path"))]),
        ["invariant"] = Table([new("path", Other), .. Operators]),
        ["value_invariant"] = Table(
        [
            new("path", Name),
            new("exact_match", Demanded),
            new("ref", Demanded),
            new("tolerance", new Bound(isUpper: true, whenAbsent: 0)),
            .. Operators.Where(op => op.Key is "type" or "one_of" or "regex" or "gte" or "lte"),
        ]),
        ["allowed_error"] = Table([new("code", Other), new("message_regex", Other), new("description", Words)]),
        ["tool_transitions"] = Table([new("valid_in_phases", Alternatives), new("advances_to", Other)]),
        ["precondition"] = Table(
        [
            new("requires_prior_tool", Demanded),
            new("with_output", RestrictionsOf("invariant", "path")),
            new("resource", new Block("precondition_resource", isControl: true, withFields: false)),
            new("requires_step_count", new Block("step_count", isControl: true, withFields: false)),
        ]),
        ["precondition_resource"] = Table([new("bind_from", Other), new("path", Other)]),
        ["step_count"] = Table([new("gte", AtLeast)]),
        ["response_format"] = Table(
        [
            new("finish_reason", Demanded),
            new("content_when_tool_calls", new Levels("allowed", "allowed", "empty")),
            new("tool_calls_present", Demanded),
        ]),
        ["execution_constraints"] = Table([new("arguments", RestrictionsOf("invariant", "path"))]),
        ["tool_policy"] = Table(
        [
            new("allow", new Entries(ListKind.Alternatives, "policy_entry", "principal")),
            new("deny", new Opposite(new Entries(ListKind.Grants, "policy_entry", "principal"))),
        ]),
        ["policy_entry"] = Table([new("principal", new Block("invariant"))]),
        ["bind"] = Table([new("name", Name), new("source", Other), new("path", Other)]),
        ["checkpoint"] = Table(CheckpointFields),
        ["context_field"] = Table([new("path", Name), new("label", Words)]),
        ["approver"] = Table([new("user", Other), new("role", Other), new("group", Other)]),
        ["idempotency"] = Table(
        [
            new("required", StrongWhenTrue(whenAbsent: true)),
            new("key", Other),
            new("retention_hours", new Bound(isUpper: false, whenAbsent: 24)),
            new("upstream_safe", WeakWhenTrue),
        ]),
        ["labels"] = Table(
        [
            new("add", Restrictions),
            new("from_output", RestrictionsOf("label_from_output", "label", "path")),
        ]),
        // What matches is labelled, and labels close tools.
        ["label_from_output"] = Table([new("path", Name), new("label", Name), .. Operators.Select(op => KeyValuePair.Create<string, FieldRule>(op.Key, new Opposite(op.Value)))]),
        // What costs less uses up less of the session's limit.
        ["cost"] = Table([new("fixed", AtLeast), new("from_output", Demanded), new("estimate", AtLeast)]),
        ["observation"] = Table(
        [
            new("trust_level", new Levels("untrusted_user_content", "trusted_policy", "trusted_system", "vendor_content", "untrusted_user_content")),
            new("data_classification", Words),
            new("source_system", Words),
        ]),
        ["compensation"] = Table([new("tool", Other), new("owner", Words), new("steps", Words)]),
    };
}
