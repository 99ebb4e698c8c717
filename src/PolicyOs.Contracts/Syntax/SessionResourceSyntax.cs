using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>resources</c> of session.yaml.</summary>
internal sealed class SessionResourceSyntax : SyntaxNode
{
    internal static ObjectShape<SessionResourceSyntax> Shape { get; } = new ObjectShape<SessionResourceSyntax>(
            "session_resource", "An entity that a workflow claims.")
        .Required("type", Is.Text, (s, v) => s.Type = v, "kind of entity")
        .Required("extract_from", ExtractFromSyntax.Shape, (s, v) => s.ExtractFrom = v, "where it is found");

    internal Located<string>? Type { get; private set; }

    internal ExtractFromSyntax? ExtractFrom { get; private set; }
}
