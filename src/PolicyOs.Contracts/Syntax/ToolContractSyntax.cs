using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>One tools/&lt;tool&gt;.yaml (spec 1.4).</summary>
internal sealed class ToolContractSyntax : SyntaxNode
{
    internal static ObjectShape<ToolContractSyntax> Shape { get; } = new ObjectShape<ToolContractSyntax>(
            "tool_contract", "One contract per tool.")
        .Required("tool", Is.Text, (s, v) => s.Tool = v, "the file's name and a tool of mcp_contract")
        .Required("side_effect", Words.SideEffects, (s, v) => s.SideEffect = v, "risk class")
        .Optional("side_effect_tier", Words.Tiers, (s, v) => s.Tier = v, "finer risk class, S0 public read to S5 regulated final decision")
        .Optional("capability", Words.Capabilities, (s, v) => s.Capability = v, "kind of operation")
        .Required("evidence_class", Words.EvidenceClasses, (s, v) => s.EvidenceClass = v, "what a result proves")
        .Required("commit_requirement", Words.CommitRequirements, (s, v) => s.CommitRequirement = v, "when permissive effects apply")
        .Required("timeouts", TimeoutsSyntax.Shape, (s, v) => s.Timeouts = v, "how long a call may take")
        .Required("retries", RetriesSyntax.Shape, (s, v) => s.Retries = v, "when a failed attempt is sent again")
        .Required("rate_limits", RateLimitsSyntax.Shape, (s, v) => s.RateLimits = v, "how a 429 is waited out")
        .Optional("rate_limit", RateLimitSyntax.Shape, (s, v) => s.RateLimit = v, "calls per sliding window")
        .Required("assertions", AssertionsSyntax.Shape, (s, v) => s.Assertions = v, "invariants on arguments and results")
        .Required("golden_cases", Is.ListOf(GoldenCaseSyntax.Shape), (s, v) => s.GoldenCases = v, "cases that must stay true; may be empty")
        .Required("allowed_errors", Is.ListOf(AllowedErrorSyntax.Shape), (s, v) => s.AllowedErrors = v, "upstream errors after which nothing has happened; may be empty")
        .Optional("gate", Words.Gates, (s, v) => s.Gate = v, "overrides risk_defaults")
        .Optional("transitions", ToolTransitionsSyntax.Shape, (s, v) => s.Transitions = v, "phases in which it is callable")
        .Optional("preconditions", Is.ListOf(PreconditionSyntax.Shape), (s, v) => s.Preconditions = v, "what must have happened before; all of them")
        .Optional("forbids_after", Is.Texts, (s, v) => s.ForbidsAfter = v, "tools forbidden for the rest of the session once this one is dispatched")
        .Optional("argument_value_invariants", Is.ListOf(ValueInvariantSyntax.Shape), (s, v) => s.ArgumentValueInvariants = v, "on arguments, subset of operators plus ref")
        .Optional("response_format_invariants", ResponseFormatSyntax.Shape, (s, v) => s.ResponseFormat = v, "checked on sampling results")
        .Optional("execution_constraints", ExecutionConstraintsSyntax.Shape, (s, v) => s.ExecutionConstraints = v, "evaluated last, on the exact arguments about to be sent")
        .Optional("policy", ToolPolicySyntax.Shape, (s, v) => s.Policy = v, "per-tool authorization")
        .Optional("required_permissions", Is.Texts, (s, v) => s.RequiredPermissions = v, "permissions of the caller, all of them")
        .Optional("allowed_intents", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.AllowedIntents = v, "purposes for which it may be called")
        .Optional("disallowed_intents", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.DisallowedIntents = v, "purposes for which it may not be called")
        .Optional("binds", Is.ListOf(BindSyntax.Shape), (s, v) => s.Binds = v, "values captured into session slots at commit")
        .Optional("schema_derived", Is.Flag, (s, v) => s.SchemaDerived = v, "whether the schema's value keywords are enforced; default true")
        .Optional("schema_derived_exclude", Is.Texts, (s, v) => s.SchemaDerivedExclude = v, "paths whose schema value keywords are left out")
        .Optional("checkpoint", CheckpointSyntax.Shape, (s, v) => s.Checkpoint = v, "human approval")
        .Optional("idempotency", IdempotencySyntax.Shape, (s, v) => s.Idempotency = v, "repeats of a call are answered from the record")
        .Optional("sensitive", Is.Texts, (s, v) => s.Sensitive = v, "paths in arguments and results that never reach journals, logs or people")
        .Optional("labels", LabelsSyntax.Shape, (s, v) => s.Labels = v, "labels that a call adds to the session")
        .Optional("cost", CostSyntax.Shape, (s, v) => s.Cost = v, "USD")
        .Optional("observation", ObservationSyntax.Shape, (s, v) => s.Observation = v, "stamped on every result")
        .Optional("compensation", CompensationSyntax.Shape, (s, v) => s.Compensation = v, "how the effect is undone")
        .Optional("owner", Is.Text, (s, v) => s.Owner = v, "contract card")
        .Optional("risk_owner", Is.Text, (s, v) => s.RiskOwner = v, "contract card")
        .Optional("version", Is.Text, (s, v) => s.Version = v, "contract card")
        .Optional("description", Is.Text, (s, v) => s.Description = v, "contract card");

    internal Located<string>? Tool { get; private set; }

    internal Located<SideEffect>? SideEffect { get; private set; }

    internal Located<SideEffectTier>? Tier { get; private set; }

    internal Located<Capability>? Capability { get; private set; }

    internal Located<EvidenceClass>? EvidenceClass { get; private set; }

    internal Located<CommitRequirement>? CommitRequirement { get; private set; }

    internal TimeoutsSyntax? Timeouts { get; private set; }

    internal RetriesSyntax? Retries { get; private set; }

    internal RateLimitsSyntax? RateLimits { get; private set; }

    internal RateLimitSyntax? RateLimit { get; private set; }

    internal AssertionsSyntax? Assertions { get; private set; }

    internal SyntaxList<GoldenCaseSyntax> GoldenCases { get; private set; } = SyntaxList<GoldenCaseSyntax>.Absent;

    internal SyntaxList<AllowedErrorSyntax> AllowedErrors { get; private set; } = SyntaxList<AllowedErrorSyntax>.Absent;

    internal Located<bool>? Gate { get; private set; }

    internal ToolTransitionsSyntax? Transitions { get; private set; }

    internal SyntaxList<PreconditionSyntax> Preconditions { get; private set; } = SyntaxList<PreconditionSyntax>.Absent;

    internal SyntaxList<Located<string>> ForbidsAfter { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<ValueInvariantSyntax> ArgumentValueInvariants { get; private set; } = SyntaxList<ValueInvariantSyntax>.Absent;

    internal ResponseFormatSyntax? ResponseFormat { get; private set; }

    internal ExecutionConstraintsSyntax? ExecutionConstraints { get; private set; }

    internal ToolPolicySyntax? Policy { get; private set; }

    internal SyntaxList<Located<string>> RequiredPermissions { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> AllowedIntents { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> DisallowedIntents { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<BindSyntax> Binds { get; private set; } = SyntaxList<BindSyntax>.Absent;

    internal Located<bool>? SchemaDerived { get; private set; }

    internal SyntaxList<Located<string>> SchemaDerivedExclude { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal CheckpointSyntax? Checkpoint { get; private set; }

    internal IdempotencySyntax? Idempotency { get; private set; }

    internal SyntaxList<Located<string>> Sensitive { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal LabelsSyntax? Labels { get; private set; }

    internal CostSyntax? Cost { get; private set; }

    internal ObservationSyntax? Observation { get; private set; }

    internal CompensationSyntax? Compensation { get; private set; }

    internal Located<string>? Owner { get; private set; }

    internal Located<string>? RiskOwner { get; private set; }

    internal Located<string>? Version { get; private set; }

    internal Located<string>? Description { get; private set; }
}
