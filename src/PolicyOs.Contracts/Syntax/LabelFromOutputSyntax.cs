using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>labels.from_output</c>.</summary>
internal sealed class LabelFromOutputSyntax : OperatorsSyntax
{
    internal static ObjectShape<LabelFromOutputSyntax> Shape { get; } = FullOperators(new ObjectShape<LabelFromOutputSyntax>(
            "label_from_output", "A label that a result adds; a missing path or wrong type adds it too.")
        .Required("path", Is.Text, (s, v) => s.Path = v, "JSONPath into the result")
        .Required("label", Is.Text, (s, v) => s.Label = v, "the label"));

    internal Located<string>? Label { get; private set; }
}
