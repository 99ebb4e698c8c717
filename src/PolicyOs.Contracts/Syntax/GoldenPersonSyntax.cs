using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>by</c> of an approval.</summary>
internal sealed class GoldenPersonSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenPersonSyntax> Shape { get; } = new ObjectShape<GoldenPersonSyntax>(
            "golden_person", "Who decides.")
        .Required("id", Is.Text, (s, v) => s.Id = v, "their id")
        .Optional("roles", Is.Texts, (s, v) => s.Roles = v, "their roles");

    internal Located<string>? Id { get; private set; }

    internal SyntaxList<Located<string>> Roles { get; private set; } = SyntaxList<Located<string>>.Absent;
}
