using System.Text.Json;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>Who is calling (spec 3.4).</summary>
internal sealed class PrincipalSyntax : SyntaxNode
{
    internal static ObjectShape<PrincipalSyntax> Shape { get; } = new ObjectShape<PrincipalSyntax>("principal", "Who is calling.")
        .Required("id", Is.Text, (s, v) => s.Id = v, "unique within its tenant")
        .Optional("type", Is.Text, (s, v) => s.Type = v, "human, service, agent; default anonymous")
        .Optional("roles", Is.Texts, (s, v) => s.Roles = v, "roles of policies/*.yaml")
        .Optional("permissions", Is.Texts, (s, v) => s.Permissions = v, "permissions beside those of the roles")
        .Optional("attributes", Is.JsonObject, (s, v) => s.Attributes = v, "what policy conditions read")
        .Optional("tenant", Is.Text, (s, v) => s.Tenant = v, "default: default");

    internal Located<string>? Id { get; private set; }

    internal Located<string>? Type { get; private set; }

    internal SyntaxList<Located<string>> Roles { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> Permissions { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<JsonElement>? Attributes { get; private set; }

    internal Located<string>? Tenant { get; private set; }
}
