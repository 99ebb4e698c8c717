using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>graph_analysis</c>.</summary>
internal sealed class GraphAnalysisSyntax : SyntaxNode
{
    internal static ObjectShape<GraphAnalysisSyntax> Shape { get; } = new ObjectShape<GraphAnalysisSyntax>(
            "graph_analysis", "Findings to suppress.")
        .Required("suppress", Is.ListOf(SuppressionSyntax.Shape), (s, v) => s.Suppress = v, "which, and why");

    internal SyntaxList<SuppressionSyntax> Suppress { get; private set; } = SyntaxList<SuppressionSyntax>.Absent;
}
