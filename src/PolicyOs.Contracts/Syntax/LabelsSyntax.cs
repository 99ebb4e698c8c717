using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>labels</c> of a tool.</summary>
internal sealed class LabelsSyntax : SyntaxNode
{
    internal static ObjectShape<LabelsSyntax> Shape { get; } = new ObjectShape<LabelsSyntax>(
            "labels", "Labels that a call adds to the session.")
        .Optional("add", Is.Texts, (s, v) => s.Add = v, "when it is dispatched")
        .Optional("from_output", Is.ListOf(LabelFromOutputSyntax.Shape), (s, v) => s.FromOutput = v, "when its result shows it");

    internal SyntaxList<Located<string>> Add { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<LabelFromOutputSyntax> FromOutput { get; private set; } = SyntaxList<LabelFromOutputSyntax>.Absent;
}
