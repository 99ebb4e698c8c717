using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>approval</c> of a step as a mapping.</summary>
internal sealed class GoldenByApproverSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenByApproverSyntax> Shape { get; } = new ObjectShape<GoldenByApproverSyntax>(
            "golden_approval", "A decision with the person who takes it.")
        .Required("decision", Words.GoldenApprovals, (s, v) => s.Decision = v, "approve, reject, timeout, none")
        .Optional("by", GoldenPersonSyntax.Shape, (s, v) => s.By = v, "who decides");

    internal Located<GoldenApprovalDecision>? Decision { get; private set; }

    internal GoldenPersonSyntax? By { get; private set; }
}
