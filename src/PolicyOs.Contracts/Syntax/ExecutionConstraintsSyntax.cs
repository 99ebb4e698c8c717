using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>execution_constraints</c> of a tool.</summary>
internal sealed class ExecutionConstraintsSyntax : SyntaxNode
{
    internal static ObjectShape<ExecutionConstraintsSyntax> Shape { get; } = new ObjectShape<ExecutionConstraintsSyntax>(
            "execution_constraints", "Evaluated last.")
        .Required("arguments", Is.ListOf(InvariantSyntax.Shape, minimum: 1), (s, v) => s.Arguments = v, "on the exact arguments about to be sent");

    internal SyntaxList<InvariantSyntax> Arguments { get; private set; } = SyntaxList<InvariantSyntax>.Absent;
}
