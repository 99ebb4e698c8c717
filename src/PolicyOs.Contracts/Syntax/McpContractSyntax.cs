using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>mcp_contract.yaml (spec 1.2).</summary>
internal sealed class McpContractSyntax : SyntaxNode
{
    internal static ObjectShape<McpContractSyntax> Shape { get; } = new ObjectShape<McpContractSyntax>(
            "mcp_contract", "What exists: servers, tools, resources, prompts, errors, owners.")
        .Required("schema_version", Is.Text, (s, v) => s.SchemaVersion = v, "always \"1.0\"")
        .Required("workflow", Is.Text, (s, v) => s.Workflow = v, "name of the workflow that the bundle governs")
        .Optional("version", Is.Text, (s, v) => s.Version = v, "the author's version, shown wherever the digest is")
        .Required("owner", Is.Text, (s, v) => s.Owner = v, "who answers for the bundle")
        .Required("servers", Is.MapOf(ServerSyntax.Shape), (s, v) => s.Servers = v, "upstream MCP servers by name")
        .Required("tools", Is.ListOf(DeclaredToolSyntax.Shape), (s, v) => s.Tools = v, "every tool that exists for clients")
        .Optional("resources", Is.ListOf(ResourceSyntax.Shape), (s, v) => s.Resources = v, "resource patterns that exist for clients")
        .Optional("prompts", Is.ListOf(PromptSyntax.Shape), (s, v) => s.Prompts = v, "prompts that exist for clients")
        .Optional("errors", Is.ListOf(ErrorSyntax.Shape), (s, v) => s.Errors = v, "how upstream errors are classified for the client");

    internal Located<string>? SchemaVersion { get; private set; }

    internal Located<string>? Workflow { get; private set; }

    internal Located<string>? Version { get; private set; }

    internal Located<string>? Owner { get; private set; }

    internal SyntaxMap<ServerSyntax> Servers { get; private set; } = SyntaxMap<ServerSyntax>.Absent;

    internal SyntaxList<DeclaredToolSyntax> Tools { get; private set; } = SyntaxList<DeclaredToolSyntax>.Absent;

    internal SyntaxList<ResourceSyntax> Resources { get; private set; } = SyntaxList<ResourceSyntax>.Absent;

    internal SyntaxList<PromptSyntax> Prompts { get; private set; } = SyntaxList<PromptSyntax>.Absent;

    internal SyntaxList<ErrorSyntax> Errors { get; private set; } = SyntaxList<ErrorSyntax>.Absent;
}
