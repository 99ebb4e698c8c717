using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>The closed word lists of the language, each with what its words mean.</summary>
internal static class Words
{
    internal static WordShape<SideEffect> SideEffects { get; } = new(
        ("read", SideEffect.Read), ("write", SideEffect.Write), ("destructive", SideEffect.Destructive), ("admin", SideEffect.Admin),
        ("financial", SideEffect.Financial));

    internal static WordShape<SideEffectTier> Tiers { get; } = new(
        ("S0", SideEffectTier.S0), ("S1", SideEffectTier.S1), ("S2", SideEffectTier.S2), ("S3", SideEffectTier.S3), ("S4", SideEffectTier.S4),
        ("S5", SideEffectTier.S5));

    internal static WordShape<Capability> Capabilities { get; } = new(
        ("resource", Capability.Resource), ("query", Capability.Query), ("command", Capability.Command), ("event", Capability.Event),
        ("decision", Capability.Decision), ("workflow_task", Capability.WorkflowTask));

    internal static WordShape<EvidenceClass> EvidenceClasses { get; } = new(
        ("local_transaction", EvidenceClass.LocalTransaction), ("ack_only", EvidenceClass.AckOnly), ("unverifiable", EvidenceClass.Unverifiable));

    internal static WordShape<CommitRequirement> CommitRequirements { get; } = new(
        ("acknowledged", CommitRequirement.Acknowledged), ("none", CommitRequirement.None));

    internal static WordShape<RetryClass> RetryClasses { get; } = new(
        ("timeout", RetryClass.Timeout), ("rate_limited", RetryClass.RateLimited), ("transport_error", RetryClass.TransportError),
        ("server_error", RetryClass.ServerError));

    internal static WordShape<RateLimitScope> RateLimitScopes { get; } = new(
        ("principal", RateLimitScope.Principal), ("tenant", RateLimitScope.Tenant), ("global", RateLimitScope.Global));

    internal static WordShape<JsonType> JsonTypes { get; } = new(
        ("string", JsonType.String), ("number", JsonType.Number), ("integer", JsonType.Integer), ("boolean", JsonType.Boolean),
        ("object", JsonType.Object), ("array", JsonType.Array));

    internal static WordShape<TrustLevel> TrustLevels { get; } = new(
        ("trusted_system", TrustLevel.TrustedSystem), ("trusted_policy", TrustLevel.TrustedPolicy),
        ("untrusted_user_content", TrustLevel.UntrustedUserContent), ("vendor_content", TrustLevel.VendorContent));

    internal static WordShape<ValueSource> ValueSources { get; } = new(("arguments", ValueSource.Arguments), ("output", ValueSource.Output));

    internal static WordShape<AggregateMetric> Metrics { get; } = new(
        ("sum", AggregateMetric.Sum), ("count", AggregateMetric.Count), ("max", AggregateMetric.Max), ("min", AggregateMetric.Min),
        ("count_distinct", AggregateMetric.CountDistinct));

    internal static WordShape<EnvelopeRole> EnvelopeRoles { get; } = new(
        ("ceiling", EnvelopeRole.Ceiling), ("floor", EnvelopeRole.Floor), ("anchor", EnvelopeRole.Anchor), ("initial", EnvelopeRole.Initial),
        ("constrained", EnvelopeRole.Constrained));

    internal static WordShape<EnvelopeConstraint> EnvelopeConstraints { get; } = new(
        ("lte_ceiling", EnvelopeConstraint.LteCeiling), ("gte_floor", EnvelopeConstraint.GteFloor), ("within_band", EnvelopeConstraint.WithinBand),
        ("monotonic_decrease", EnvelopeConstraint.MonotonicDecrease), ("monotonic_increase", EnvelopeConstraint.MonotonicIncrease),
        ("bounded", EnvelopeConstraint.Bounded));

    internal static WordShape<ApprovalMode> ApprovalModes { get; } = new(
        ("never", ApprovalMode.Never), ("by_risk", ApprovalMode.ByRisk), ("always", ApprovalMode.Always));

    internal static WordShape<RiskDecision> RiskDecisions { get; } = new(
        ("allow", RiskDecision.Allow), ("approval", RiskDecision.Approval), ("block", RiskDecision.Block));

    /// <summary>True is allow.</summary>
    internal static WordShape<bool> Gates { get; } = new(("allow", true), ("block", false));

    /// <summary>True is allow.</summary>
    internal static WordShape<bool> AllowOrDeny { get; } = new(("allow", true), ("deny", false));

    /// <summary>True is all.</summary>
    internal static WordShape<bool> MatchModes { get; } = new(("any", false), ("all", true));

    internal static WordShape<ApprovalRule> ApprovalRules { get; } = new(
        ("any", ApprovalRule.Any), ("all", ApprovalRule.All), ("majority", ApprovalRule.Majority));

    /// <summary>True is require_approval.</summary>
    internal static WordShape<bool> RuleEffects { get; } = new(("deny", false), ("require_approval", true));

    /// <summary>True is out of band.</summary>
    internal static WordShape<bool> Channels { get; } = new(("any", false), ("out_of_band", true));

    internal static WordShape<Recoverability> Recoverabilities { get; } = new(
        ("agent_can_retry", Recoverability.AgentCanRetry), ("human_review_required", Recoverability.HumanReviewRequired),
        ("do_not_retry", Recoverability.DoNotRetry));

    internal static WordShape<ProtocolEra> Protocols { get; } = new(
        ("auto", ProtocolEra.Auto), ("legacy", ProtocolEra.Legacy), ("modern", ProtocolEra.Modern));

    internal static WordShape<TransportKind> Transports { get; } = new(("stdio", TransportKind.Stdio), ("http", TransportKind.Http));

    internal static WordShape<EnforcementMode> Modes { get; } = new(
        ("enforce", EnforcementMode.Enforce), ("advise", EnforcementMode.Advise), ("observe", EnforcementMode.Observe));

    /// <summary>True is the client.</summary>
    internal static WordShape<bool> PurposeSources { get; } = new(("operator", false), ("client", true));

    internal static WordShape<SessionKey> SessionKeys { get; } = new(
        ("principal", SessionKey.Principal), ("required", SessionKey.Required), ("connection", SessionKey.Connection));

    /// <summary>True is reasons.</summary>
    internal static WordShape<bool> Feedback { get; } = new(("silent", false), ("reasons", true));

    internal static WordShape<RecordMode> RecordModes { get; } = new(
        ("none", RecordMode.None), ("masked", RecordMode.Masked), ("full", RecordMode.Full));

    /// <summary>True is narrow.</summary>
    internal static WordShape<bool> MaxToolCallsModes { get; } = new(("block", false), ("narrow", true));

    /// <summary>True is empty.</summary>
    internal static WordShape<bool> ContentRules { get; } = new(("empty", true), ("allowed", false));

    internal static WordShape<string> Surfaces { get; } = Same(
        "codex", "pi", "claude_code", "claude_desktop", "cursor", "vscode", "dify", "cloudflare", "service", "openai_agents_sdk");

    internal static WordShape<string> RuntimeStatuses { get; } = Same(
        "prototype", "dify_first", "sdk_candidate", "sdk_graduated", "rollback_required");

    internal static WordShape<ValueSource> ArgumentsOnly { get; } = new(("arguments", ValueSource.Arguments));

    internal static WordShape<string> GoldenKinds { get; } = Same(
        "happy", "approval", "blocked", "missing_data", "forbidden_tool", "secret_refusal", "budget", "evidence", "parity");

    internal static WordShape<GoldenVerdict> GoldenVerdicts { get; } = new(
        ("allow", GoldenVerdict.Allow), ("deny", GoldenVerdict.Deny), ("ask", GoldenVerdict.Ask));

    internal static WordShape<GoldenEvidence> GoldenEvidence { get; } = new(
        ("verified", Model.GoldenEvidence.Verified), ("acknowledged", Model.GoldenEvidence.Acknowledged),
        ("dispatched", Model.GoldenEvidence.Dispatched), ("none", Model.GoldenEvidence.None));

    internal static WordShape<GoldenApprovalDecision> GoldenApprovals { get; } = new(
        ("approve", GoldenApprovalDecision.Approve), ("reject", GoldenApprovalDecision.Reject), ("timeout", GoldenApprovalDecision.Timeout),
        ("none", GoldenApprovalDecision.None));

    /// <summary>True is committed.</summary>
    internal static WordShape<bool> GoldenOutcomes { get; } = new(("committed", true), ("failed", false));

    internal static WordShape<string> GoldenEvents { get; } = Same(
        "call.denied", "call.asked", "call.reserved", "call.committed", "call.failed", "call.in_doubt", "call.resolved", "call.replayed",
        "approval.requested", "approval.decided", "approval.expired", "approval.cancelled");

    private static WordShape<string> Same(params string[] words) => new([.. words.Select(w => (w, w))]);
}
