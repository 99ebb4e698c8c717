using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A path with the full list of operators.</summary>
internal sealed class InvariantSyntax : OperatorsSyntax
{
    internal static ObjectShape<InvariantSyntax> Shape { get; } = FullOperators(new ObjectShape<InvariantSyntax>(
            "invariant", "Every node at the path satisfies every operator.")
        .Required("path", Is.Text, (s, v) => s.Path = v, "RFC 9535 JSONPath, such as $.amount"));
}
