using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of mcp_contract's <c>prompts</c>.</summary>
internal sealed class PromptSyntax : SyntaxNode
{
    internal static ObjectShape<PromptSyntax> Shape { get; } = new ObjectShape<PromptSyntax>("prompt", "A prompt that exists for clients.")
        .Required("id", Is.Text, (s, v) => s.Id = v, "the server's name for it")
        .Required("server", Is.Text, (s, v) => s.Server = v, "a key of servers");

    internal Located<string>? Id { get; private set; }

    internal Located<string>? Server { get; private set; }
}
