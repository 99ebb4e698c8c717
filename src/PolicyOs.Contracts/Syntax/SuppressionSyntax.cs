using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>suppress</c>.</summary>
internal sealed class SuppressionSyntax : SyntaxNode
{
    internal static ObjectShape<SuppressionSyntax> Shape { get; } = new ObjectShape<SuppressionSyntax>(
            "suppression", "A finding that is meant.")
        .Required("check", Is.Text, (s, v) => s.Check = v, "name of the analysis")
        .Optional("tool", Is.Text, (s, v) => s.Tool = v, "the tool, phase, slot, aggregate, envelope or label it is about; default: any")
        .Required("reason", Is.Text, (s, v) => s.Reason = v, "why it is meant");

    internal Located<string>? Check { get; private set; }

    internal Located<string>? Tool { get; private set; }

    internal Located<string>? Reason { get; private set; }
}
