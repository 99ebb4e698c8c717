using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>agent_contract.yaml (spec 1.3).</summary>
internal sealed class AgentContractSyntax : SyntaxNode
{
    internal static ObjectShape<AgentContractSyntax> Shape { get; } = new ObjectShape<AgentContractSyntax>("agent_contract", "What may happen.")
        .Required("schema_version", Is.Text, (s, v) => s.SchemaVersion = v, "always \"1.0\"")
        .Required("agent", Is.Text, (s, v) => s.Agent = v, "name of the agent")
        .Required("allowed_tools", Is.Texts, (s, v) => s.AllowedTools = v, "tools that may be called, each with a contract in tools/")
        .Optional("blocked_tools", Is.Texts, (s, v) => s.BlockedTools = v, "tools that are always denied, declared or not")
        .Optional("approval_mode", Words.ApprovalModes, (s, v) => s.ApprovalMode = v, "when people are asked; default by_risk")
        .Optional("write_operations", Words.RiskDecisions, (s, v) => s.WriteOperations = v, "side_effect write; default block")
        .Optional("destructive_operations", Words.RiskDecisions, (s, v) => s.DestructiveOperations = v, "side_effect destructive, admin, financial; default block")
        .Optional("escalation_triggers", Is.ListOf(EscalationTriggerSyntax.Shape), (s, v) => s.EscalationTriggers = v, "calls that a role must approve")
        .Optional("guardrails", GuardrailsSyntax.Shape, (s, v) => s.Guardrails = v, "bounds; the tighter of these and session.yaml wins")
        .Optional("secrets", SecretsSyntax.Shape, (s, v) => s.Secrets = v, "what happens to credentials in arguments and results")
        .Optional("policy_artifacts", Is.Texts, (s, v) => s.PolicyArtifacts = v, "files of the bundle that hold policy; must exist")
        .Optional("default_principal", PrincipalSyntax.Shape, (s, v) => s.DefaultPrincipal = v, "who calls on stdio when nobody is named")
        .Required("runtime", RuntimeSyntax.Shape, (s, v) => s.Runtime = v, "the surface the agent runs on");

    internal Located<string>? SchemaVersion { get; private set; }

    internal Located<string>? Agent { get; private set; }

    internal SyntaxList<Located<string>> AllowedTools { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> BlockedTools { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<ApprovalMode>? ApprovalMode { get; private set; }

    internal Located<RiskDecision>? WriteOperations { get; private set; }

    internal Located<RiskDecision>? DestructiveOperations { get; private set; }

    internal SyntaxList<EscalationTriggerSyntax> EscalationTriggers { get; private set; } = SyntaxList<EscalationTriggerSyntax>.Absent;

    internal GuardrailsSyntax? Guardrails { get; private set; }

    internal SecretsSyntax? Secrets { get; private set; }

    internal SyntaxList<Located<string>> PolicyArtifacts { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal PrincipalSyntax? DefaultPrincipal { get; private set; }

    internal RuntimeSyntax? Runtime { get; private set; }
}
