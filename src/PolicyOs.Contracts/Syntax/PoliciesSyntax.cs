using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>policies/*.yaml (spec 1.7).</summary>
internal sealed class PoliciesSyntax : SyntaxNode
{
    internal static ObjectShape<PoliciesSyntax> Shape { get; } = new ObjectShape<PoliciesSyntax>(
            "policies", "Roles.")
        .Optional("schema_version", Is.Text, (s, v) => s.SchemaVersion = v, "\"1.0\" if given")
        .Optional("roles", Is.ListOf(RoleSyntax.Shape), (s, v) => s.Roles = v, "roles with their permissions")
        .NotYet("rules");

    internal Located<string>? SchemaVersion { get; private set; }

    internal SyntaxList<RoleSyntax> Roles { get; private set; } = SyntaxList<RoleSyntax>.Absent;
}
