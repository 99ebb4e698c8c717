using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>assertions</c> of a tool.</summary>
internal sealed class AssertionsSyntax : SyntaxNode
{
    internal static ObjectShape<AssertionsSyntax> Shape { get; } = new ObjectShape<AssertionsSyntax>(
            "assertions", "Invariants on arguments and results.")
        .Optional("input_invariants", Is.ListOf(InvariantSyntax.Shape), (s, v) => s.InputInvariants = v, "on the arguments")
        .Optional("output_invariants", Is.ListOf(InvariantSyntax.Shape), (s, v) => s.OutputInvariants = v, "on the result");

    internal SyntaxList<InvariantSyntax> InputInvariants { get; private set; } = SyntaxList<InvariantSyntax>.Absent;

    internal SyntaxList<InvariantSyntax> OutputInvariants { get; private set; } = SyntaxList<InvariantSyntax>.Absent;
}
