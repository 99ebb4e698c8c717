using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of mcp_contract's <c>resources</c>.</summary>
internal sealed class ResourceSyntax : SyntaxNode
{
    internal static ObjectShape<ResourceSyntax> Shape { get; } = new ObjectShape<ResourceSyntax>("resource", "Resources that exist for clients.")
        .Required("pattern", Is.Text, (s, v) => s.Pattern = v, "RFC 6570 level 1, such as inbox://threads/{id}; a variable matches one segment")
        .Required("server", Is.Text, (s, v) => s.Server = v, "a key of servers")
        .Optional("required_permissions", Is.Texts, (s, v) => s.RequiredPermissions = v, "permissions that a reader needs, all of them")
        .Optional("labels", Is.Texts, (s, v) => s.Labels = v, "labels that reading it adds to the session");

    internal Located<string>? Pattern { get; private set; }

    internal Located<string>? Server { get; private set; }

    internal SyntaxList<Located<string>> RequiredPermissions { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> Labels { get; private set; } = SyntaxList<Located<string>>.Absent;
}
