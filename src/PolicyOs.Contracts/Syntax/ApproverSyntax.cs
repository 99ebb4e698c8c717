using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>approvers</c>: one seat.</summary>
internal sealed class ApproverSyntax : SyntaxNode
{
    internal static ObjectShape<ApproverSyntax> Shape { get; } = new ObjectShape<ApproverSyntax>(
            "approver", "One seat: exactly one of user, role, group.")
        .Optional("user", Is.Text, (s, v) => s.User = v, "one person")
        .Optional("role", Is.Text, (s, v) => s.Role = v, "whoever has the role")
        .Optional("group", Is.Text, (s, v) => s.Group = v, "whoever is in the group");

    internal Located<string>? User { get; private set; }

    internal Located<string>? Role { get; private set; }

    internal Located<string>? Group { get; private set; }
}
