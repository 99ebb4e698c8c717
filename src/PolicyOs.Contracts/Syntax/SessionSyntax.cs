using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>session.yaml (spec 1.5).</summary>
internal sealed class SessionSyntax : SyntaxNode
{
    internal static ObjectShape<SessionSyntax> Shape { get; } = new ObjectShape<SessionSyntax>(
            "session", "Phases, limits, policy, aggregates, envelopes, checkpoints.")
        .Required("schema_version", Is.Text, (s, v) => s.SchemaVersion = v, "always \"1.0\"")
        .Required("agent", Is.Text, (s, v) => s.Agent = v, "the agent of agent_contract")
        .Optional("phases", Is.ListOf(PhaseSyntax.Shape), (s, v) => s.Phases = v, "one initial, at least one terminal")
        .Optional("transitions", Is.MapOf(Is.Texts), (s, v) => s.Transitions = v, "phases that each phase leads to")
        .Optional("session_limits", SessionLimitsSyntax.Shape, (s, v) => s.SessionLimits = v, "counts, cost, loop, breaker")
        .Optional("risk_defaults", RiskDefaultsSyntax.Shape, (s, v) => s.RiskDefaults = v, "which risk classes are allowed; missing keys: read allow, others block")
        .Optional("policy", SessionPolicySyntax.Shape, (s, v) => s.Policy = v, "who may do what")
        .Optional("provider_constraints", Is.MapOf(ProviderConstraintSyntax.Shape), (s, v) => s.ProviderConstraints = v, "combinations that a model provider does not take, by provider")
        .Optional("resources", Is.MapOf(SessionResourceSyntax.Shape), (s, v) => s.Resources = v, "entities that a workflow claims")
        .Optional("aggregates", Is.ListOf(AggregateSyntax.Shape), (s, v) => s.Aggregates = v, "computed bounds over the session")
        .Optional("envelopes", Is.ListOf(EnvelopeSyntax.Shape), (s, v) => s.Envelopes = v, "flow constraints across calls")
        .Optional("checkpoints", Is.ListOf(SessionCheckpointSyntax.Shape), (s, v) => s.Checkpoints = v, "human approvals")
        .Optional("schema_derived", Is.Flag, (s, v) => s.SchemaDerived = v, "whether the schemas' value keywords are enforced; default true")
        .Optional("graph_analysis", GraphAnalysisSyntax.Shape, (s, v) => s.GraphAnalysis = v, "findings to suppress")
        .Optional("strict_arguments", Is.Flag, (s, v) => s.StrictArguments = v, "whether open argument schemas are closed; default true")
        .Optional("mode", Words.Modes, (s, v) => s.Mode = v, "enforce (default), advise, observe")
        .Optional("purpose", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.Purpose = v, "purposes that a session may have")
        .Optional("purpose_source", Words.PurposeSources, (s, v) => s.PurposeSource = v, "who states the purpose: operator (default), or client by _meta policyos/purpose of the session's first request")
        .Optional("session_key", Words.SessionKeys, (s, v) => s.SessionKey = v, "what names a session of a client without a handle; default connection")
        .Optional("feedback", Words.Feedback, (s, v) => s.Feedback = v, "silent: refusals carry only code and audit reference; default reasons")
        .Optional("record", Words.RecordModes, (s, v) => s.Record = v, "what is kept of arguments and results; default masked");

    internal Located<string>? SchemaVersion { get; private set; }

    internal Located<string>? Agent { get; private set; }

    internal SyntaxList<PhaseSyntax> Phases { get; private set; } = SyntaxList<PhaseSyntax>.Absent;

    internal SyntaxMap<SyntaxList<Located<string>>> Transitions { get; private set; } = SyntaxMap<SyntaxList<Located<string>>>.Absent;

    internal SessionLimitsSyntax? SessionLimits { get; private set; }

    internal RiskDefaultsSyntax? RiskDefaults { get; private set; }

    internal SessionPolicySyntax? Policy { get; private set; }

    internal SyntaxMap<ProviderConstraintSyntax> ProviderConstraints { get; private set; } = SyntaxMap<ProviderConstraintSyntax>.Absent;

    internal SyntaxMap<SessionResourceSyntax> Resources { get; private set; } = SyntaxMap<SessionResourceSyntax>.Absent;

    internal SyntaxList<AggregateSyntax> Aggregates { get; private set; } = SyntaxList<AggregateSyntax>.Absent;

    internal SyntaxList<EnvelopeSyntax> Envelopes { get; private set; } = SyntaxList<EnvelopeSyntax>.Absent;

    internal SyntaxList<SessionCheckpointSyntax> Checkpoints { get; private set; } = SyntaxList<SessionCheckpointSyntax>.Absent;

    internal Located<bool>? SchemaDerived { get; private set; }

    internal GraphAnalysisSyntax? GraphAnalysis { get; private set; }

    internal Located<bool>? StrictArguments { get; private set; }

    internal Located<EnforcementMode>? Mode { get; private set; }

    internal SyntaxList<Located<string>> Purpose { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<bool>? PurposeSource { get; private set; }

    internal Located<SessionKey>? SessionKey { get; private set; }

    internal Located<bool>? Feedback { get; private set; }

    internal Located<RecordMode>? Record { get; private set; }
}
