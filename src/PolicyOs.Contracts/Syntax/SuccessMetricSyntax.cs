using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>success_metrics</c>.</summary>
internal sealed class SuccessMetricSyntax : SyntaxNode
{
    internal static ObjectShape<SuccessMetricSyntax> Shape { get; } = new ObjectShape<SuccessMetricSyntax>(
            "success_metric", "What is measured.")
        .Required("name", Is.Text, (s, v) => s.Name = v, "what")
        .Required("target", Is.TextOrNumber, (s, v) => s.Target = v, "how much");

    internal Located<string>? Name { get; private set; }

    internal Located<string>? Target { get; private set; }
}
