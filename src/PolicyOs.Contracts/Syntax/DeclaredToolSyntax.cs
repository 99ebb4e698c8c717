using System.Text.Json;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of mcp_contract's <c>tools</c>.</summary>
internal sealed class DeclaredToolSyntax : SyntaxNode
{
    internal static ObjectShape<DeclaredToolSyntax> Shape { get; } = new ObjectShape<DeclaredToolSyntax>("declared_tool", "A tool that exists for clients.")
        .Required("name", Is.Text, (s, v) => s.Name = v, "the name clients see: [A-Za-z0-9_.-]{1,64}")
        .Required("server", Is.Text, (s, v) => s.Server = v, "a key of servers")
        .Optional("upstream_name", Is.Text, (s, v) => s.UpstreamName = v, "the server's own name for it; default: name")
        .Optional("description", Is.Text, (s, v) => s.Description = v, "shown instead of the server's")
        .Optional("input_schema", Is.JsonSchema, (s, v) => s.InputSchema = v, "JSON Schema of the arguments; default: the server's, pinned")
        .Optional("output_schema", Is.JsonSchema, (s, v) => s.OutputSchema = v, "JSON Schema of the structured result; default: the server's, pinned")
        .Optional("auth_scopes", Is.Texts, (s, v) => s.AuthScopes = v, "scopes it needs, a subset of its server's; documentation")
        .Optional("errors", Is.Texts, (s, v) => s.Errors = v, "ids of errors that it may answer with");

    internal Located<string>? Name { get; private set; }

    internal Located<string>? Server { get; private set; }

    internal Located<string>? UpstreamName { get; private set; }

    internal Located<string>? Description { get; private set; }

    internal Located<JsonElement>? InputSchema { get; private set; }

    internal Located<JsonElement>? OutputSchema { get; private set; }

    internal SyntaxList<Located<string>> AuthScopes { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> Errors { get; private set; } = SyntaxList<Located<string>>.Absent;
}
