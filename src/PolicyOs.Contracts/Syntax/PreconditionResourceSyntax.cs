using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>resource</c> of a precondition.</summary>
internal sealed class PreconditionResourceSyntax : SyntaxNode
{
    internal static ObjectShape<PreconditionResourceSyntax> Shape { get; } = new ObjectShape<PreconditionResourceSyntax>(
            "precondition_resource", "Only commits whose own argument at the path equals this call's.")
        .Required("bind_from", Words.ArgumentsOnly, (s, v) => s.BindFrom = v, "arguments")
        .Required("path", Is.Text, (s, v) => s.Path = v, "singular JSONPath into the arguments of both tools");

    internal Located<ValueSource>? BindFrom { get; private set; }

    internal Located<string>? Path { get; private set; }
}
