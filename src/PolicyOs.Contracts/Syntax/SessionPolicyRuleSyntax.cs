using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>policy.rules</c>: deny or allow.</summary>
internal sealed class SessionPolicyRuleSyntax : SyntaxNode
{
    internal static ObjectShape<SessionPolicyRuleSyntax> Shape { get; } = new ObjectShape<SessionPolicyRuleSyntax>(
            "session_policy_rule", "Exactly one of deny and allow.")
        .Optional("deny", SessionPolicyTargetSyntax.Shape, (s, v) => s.Deny = v, "who may not")
        .Optional("allow", SessionPolicyTargetSyntax.Shape, (s, v) => s.Allow = v, "who may");

    internal SessionPolicyTargetSyntax? Deny { get; private set; }

    internal SessionPolicyTargetSyntax? Allow { get; private set; }
}
