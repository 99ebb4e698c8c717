using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>roles</c>.</summary>
internal sealed class RoleSyntax : SyntaxNode
{
    internal static ObjectShape<RoleSyntax> Shape { get; } = new ObjectShape<RoleSyntax>(
            "role", "A role.")
        .Required("role", Is.Text, (s, v) => s.Role = v, "unique")
        .Required("permissions", Is.Texts, (s, v) => s.Permissions = v, "what it may do")
        .Optional("inherits_from", Is.Texts, (s, v) => s.InheritsFrom = v, "roles whose permissions it has too");

    internal Located<string>? Role { get; private set; }

    internal SyntaxList<Located<string>> Permissions { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> InheritsFrom { get; private set; } = SyntaxList<Located<string>>.Absent;
}
