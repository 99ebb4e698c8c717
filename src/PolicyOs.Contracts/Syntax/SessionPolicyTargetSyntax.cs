using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>What a session policy rule is about.</summary>
internal sealed class SessionPolicyTargetSyntax : SyntaxNode
{
    internal static ObjectShape<SessionPolicyTargetSyntax> Shape { get; } = new ObjectShape<SessionPolicyTargetSyntax>(
            "session_policy_target", "A principal, and tools.")
        .Required("principal", InvariantSyntax.Shape, (s, v) => s.Principal = v, "path and operators on {id, type, roles, permissions, attributes, tenant}")
        .Optional("tools", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.Tools = v, "default: every tool");

    internal InvariantSyntax? Principal { get; private set; }

    internal SyntaxList<Located<string>> Tools { get; private set; } = SyntaxList<Located<string>>.Absent;
}
