using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of mcp_contract's <c>errors</c>.</summary>
internal sealed class ErrorSyntax : SyntaxNode
{
    internal static ObjectShape<ErrorSyntax> Shape { get; } = new ObjectShape<ErrorSyntax>("error", "A class of upstream errors.")
        .Required("id", Is.Text, (s, v) => s.Id = v, "the name tools refer to it by")
        .Required("match", ErrorMatchSyntax.Shape, (s, v) => s.Match = v, "what the error looks like; parts given must all match")
        .Required("recoverability", Words.Recoverabilities, (s, v) => s.Recoverability = v, "what the client is told to do");

    internal Located<string>? Id { get; private set; }

    internal ErrorMatchSyntax? Match { get; private set; }

    internal Located<Recoverability>? Recoverability { get; private set; }
}
