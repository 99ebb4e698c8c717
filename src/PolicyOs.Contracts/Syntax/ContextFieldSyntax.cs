using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of a checkpoint's <c>context</c>.</summary>
internal sealed class ContextFieldSyntax : SyntaxNode
{
    internal static ObjectShape<ContextFieldSyntax> Shape { get; } = new ObjectShape<ContextFieldSyntax>(
            "context_field", "An argument shown to the approver.")
        .Required("path", Is.Text, (s, v) => s.Path = v, "JSONPath into the arguments")
        .Required("label", Is.Text, (s, v) => s.Label = v, "what it is called");

    internal Located<string>? Path { get; private set; }

    internal Located<string>? Label { get; private set; }
}
