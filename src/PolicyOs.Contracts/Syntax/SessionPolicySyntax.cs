using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>policy</c> of session.yaml.</summary>
internal sealed class SessionPolicySyntax : SyntaxNode
{
    internal static ObjectShape<SessionPolicySyntax> Shape { get; } = new ObjectShape<SessionPolicySyntax>(
            "session_policy", "Who may do what; deny anywhere wins.")
        .Optional("default_deny", Is.Flag, (s, v) => s.DefaultDeny = v, "whether a call needs a matching allow; default false")
        .Optional("rules", Is.ListOf(SessionPolicyRuleSyntax.Shape), (s, v) => s.Rules = v, "deny or allow")
        .Optional("label_gates", Is.ListOf(LabelGateSyntax.Shape), (s, v) => s.LabelGates = v, "tools denied while the session has a label");

    internal Located<bool>? DefaultDeny { get; private set; }

    internal SyntaxList<SessionPolicyRuleSyntax> Rules { get; private set; } = SyntaxList<SessionPolicyRuleSyntax>.Absent;

    internal SyntaxList<LabelGateSyntax> LabelGates { get; private set; } = SyntaxList<LabelGateSyntax>.Absent;
}
