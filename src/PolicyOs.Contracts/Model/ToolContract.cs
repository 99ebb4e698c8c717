using System.Collections.Immutable;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>One compiled tools/&lt;tool&gt;.yaml (spec 1.4), together with the session-wide rules that name the tool.</summary>
public sealed record ToolContract
{
    /// <summary>Risk class.</summary>
    public required SideEffect SideEffect { get; init; }

    /// <summary>Finer class; null when not given.</summary>
    public required SideEffectTier? Tier { get; init; }

    /// <summary>Documentation of the kind of operation; null when not given.</summary>
    public required Capability? Capability { get; init; }

    /// <summary>What a result proves (spec 2.6).</summary>
    public required EvidenceClass EvidenceClass { get; init; }

    /// <summary>When permissive effects apply (spec 2.6).</summary>
    public required CommitRequirement CommitRequirement { get; init; }

    /// <summary>The whole call with all retries, waiting for approval excluded; capped by <c>guardrails.max_latency_ms_per_call</c>.</summary>
    public required TimeSpan TotalTimeout { get; init; }

    /// <summary>When a failed attempt is sent again.</summary>
    public required RetryPolicy Retries { get; init; }

    /// <summary>How a 429 is waited out.</summary>
    public required Backoff On429 { get; init; }

    /// <summary>Calls per window; null when unlimited.</summary>
    public required RateLimit? RateLimit { get; init; }

    /// <summary>Row 6 decided at load: gate, else risk_defaults, else agent_contract (spec 1.3).</summary>
    public required bool IsRiskAllowed { get; init; }

    /// <summary>In which key the risk decision stands, for the message: <c>gate</c>, <c>risk_defaults.write</c>, <c>agent_contract.write_operations</c> ….</summary>
    public required string RiskSource { get; init; }

    /// <summary>Phases by number in which it is visible and callable; empty means every phase.</summary>
    public required PhaseSet ValidInPhases { get; init; }

    /// <summary>The phase entered at commit; -1 when none.</summary>
    public required int AdvancesTo { get; init; }

    /// <summary>All must hold.</summary>
    public required ImmutableArray<Precondition> Preconditions { get; init; }

    /// <summary>Tool numbers forbidden for the rest of the session once this one is dispatched.</summary>
    public required ImmutableArray<int> ForbidsAfter { get; init; }

    /// <summary><c>session_limits.max_calls_per_tool</c>; null when unlimited.</summary>
    public required int? MaxCalls { get; init; }

    /// <summary>On arguments, full operators.</summary>
    public required ImmutableArray<Invariant> InputInvariants { get; init; }

    /// <summary>On the result, full operators.</summary>
    public required ImmutableArray<Invariant> OutputInvariants { get; init; }

    /// <summary>On arguments, the subset of operators; entries with <c>ref</c> are checked in row 14.</summary>
    public required ImmutableArray<Invariant> ValueInvariants { get; init; }

    /// <summary>Evaluated last, on the exact arguments about to be sent.</summary>
    public required ImmutableArray<Invariant> ExecutionConstraints { get; init; }

    /// <summary>Checked on sampling results; null when not given.</summary>
    public required ResponseFormat? ResponseFormat { get; init; }

    /// <summary>Whether the schema's value keywords are enforced at all (spec 1.4).</summary>
    public required bool IsSchemaDerived { get; init; }

    /// <summary>Paths whose schema value keywords are left out: excluded ones, and those with a hand-written value invariant.</summary>
    public required ImmutableArray<JsonPath> SchemaDerivedExclude { get; init; }

    /// <summary>Whether a root that says nothing about further properties is closed (session.yaml, <c>strict_arguments</c>).</summary>
    public required bool IsStrictArguments { get; init; }

    /// <summary>Per-tool authorization; null when not given.</summary>
    public required PolicyRules? Policy { get; init; }

    /// <summary>RBAC permissions, all required.</summary>
    public required ImmutableArray<string> RequiredPermissions { get; init; }

    /// <summary>Purposes for which it may be called; empty means any.</summary>
    public required ImmutableArray<string> AllowedIntents { get; init; }

    /// <summary>Purposes for which it may not be called.</summary>
    public required ImmutableArray<string> DisallowedIntents { get; init; }

    /// <summary>Captured at commit.</summary>
    public required ImmutableArray<Bind> Binds { get; init; }

    /// <summary>Numbers of the prior facts that a commit of this tool establishes.</summary>
    public required ImmutableArray<int> EstablishesFacts { get; init; }

    /// <summary>Every checkpoint that may stop this tool: its own, the session's that name it, agent_contract's, escalation's. Decided in order.</summary>
    public required ImmutableArray<Checkpoint> Checkpoints { get; init; }

    /// <summary>Rules that apply to this tool, in the order they are written.</summary>
    public ImmutableArray<Rule> Rules { get; init; } = [];

    /// <summary>Null when the tool has no idempotency block.</summary>
    public required Idempotency? Idempotency { get; init; }

    /// <summary>Paths in arguments and results that never reach journals, logs or people.</summary>
    public required ImmutableArray<JsonPath> Sensitive { get; init; }

    /// <summary>Label numbers added when the call is dispatched.</summary>
    public required ImmutableArray<int> AddsLabels { get; init; }

    /// <summary>Labels added by what a result holds.</summary>
    public required ImmutableArray<LabelFromOutput> LabelsFromOutput { get; init; }

    /// <summary>USD; null when free.</summary>
    public required Cost? Cost { get; init; }

    /// <summary>Stamped on every result.</summary>
    public required Observation Observation { get; init; }

    /// <summary>How the effect is undone; null when not given.</summary>
    public required Compensation? Compensation { get; init; }

    /// <summary>Matching upstream errors mean that nothing happened.</summary>
    public required ImmutableArray<AllowedError> AllowedErrors { get; init; }

    /// <summary>Numbers of the aggregates (in <see cref="SessionContract.Aggregates"/>) that this tool contributes to.</summary>
    public required ImmutableArray<int> Aggregates { get; init; }

    /// <summary>The envelope stages of this tool.</summary>
    public required ImmutableArray<EnvelopeStageReference> EnvelopeStages { get; init; }

    /// <summary>Contract card.</summary>
    public required ContractCard Card { get; init; }
}
