using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>binds</c>.</summary>
internal sealed class BindSyntax : SyntaxNode
{
    internal static ObjectShape<BindSyntax> Shape { get; } = new ObjectShape<BindSyntax>(
            "bind", "A value captured into a session slot at commit.")
        .Required("name", Is.Text, (s, v) => s.Name = v, "name of the slot, declared once in a bundle")
        .Optional("source", Words.ValueSources, (s, v) => s.Source = v, "arguments (default) or output")
        .Required("path", Is.Text, (s, v) => s.Path = v, "singular JSONPath");

    internal Located<string>? Name { get; private set; }

    internal Located<ValueSource>? Source { get; private set; }

    internal Located<string>? Path { get; private set; }
}
