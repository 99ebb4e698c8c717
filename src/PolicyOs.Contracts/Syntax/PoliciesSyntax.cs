using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>policies/*.yaml (spec 1.7).</summary>
internal sealed class PoliciesSyntax : SyntaxNode
{
    internal static ObjectShape<PoliciesSyntax> Shape { get; } = new ObjectShape<PoliciesSyntax>(
            "policies", "Roles and rules.")
        .Optional("schema_version", Is.Text, (s, v) => s.SchemaVersion = v, "\"1.0\" if given")
        .Optional("roles", Is.ListOf(RoleSyntax.Shape), (s, v) => s.Roles = v, "roles with their permissions")
        .Optional("rules", Is.ListOf(RuleSyntax.Shape), (s, v) => s.Rules = v, "conditions on calls in CEL");

    internal Located<string>? SchemaVersion { get; private set; }

    internal SyntaxList<RoleSyntax> Roles { get; private set; } = SyntaxList<RoleSyntax>.Absent;

    internal SyntaxList<RuleSyntax> Rules { get; private set; } = SyntaxList<RuleSyntax>.Absent;
}
