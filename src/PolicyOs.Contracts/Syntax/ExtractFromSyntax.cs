using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>extract_from</c>.</summary>
internal sealed class ExtractFromSyntax : SyntaxNode
{
    internal static ObjectShape<ExtractFromSyntax> Shape { get; } = new ObjectShape<ExtractFromSyntax>(
            "extract_from", "Where an entity is found.")
        .Required("path", Is.Text, (s, v) => s.Path = v, "singular JSONPath into arguments");

    internal Located<string>? Path { get; private set; }
}
