using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>label_gates</c>.</summary>
internal sealed class LabelGateSyntax : SyntaxNode
{
    internal static ObjectShape<LabelGateSyntax> Shape { get; } = new ObjectShape<LabelGateSyntax>(
            "label_gate", "Tools denied while the session has a label.")
        .Required("when_label", Is.Text, (s, v) => s.WhenLabel = v, "the label")
        .Required("deny_tools", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.DenyTools = v, "the tools")
        .Required("reason", Is.Text, (s, v) => s.Reason = v, "told to the client");

    internal Located<string>? WhenLabel { get; private set; }

    internal SyntaxList<Located<string>> DenyTools { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<string>? Reason { get; private set; }
}
