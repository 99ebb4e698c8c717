using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>Front matter of outcome_contract.md (spec 1.10).</summary>
internal sealed class OutcomeFrontMatterSyntax : SyntaxNode
{
    internal static ObjectShape<OutcomeFrontMatterSyntax> Shape { get; } = new ObjectShape<OutcomeFrontMatterSyntax>(
            "outcome_front_matter", "What success means, in short.")
        .Required("target_workflow", Is.Text, (s, v) => s.TargetWorkflow = v, "the workflow of mcp_contract")
        .Required("operator", Is.Text, (s, v) => s.Operator = v, "who works with it")
        .Required("owner", Is.Text, (s, v) => s.Owner = v, "who answers for the outcome")
        .Required("fallback", Is.Text, (s, v) => s.Fallback = v, "what people do when it stops")
        .Required("review_cadence", Is.Text, (s, v) => s.ReviewCadence = v, "how often it is looked at")
        .Required("success_metrics", Is.ListOf(SuccessMetricSyntax.Shape, minimum: 1), (s, v) => s.SuccessMetrics = v, "what is measured");

    internal Located<string>? TargetWorkflow { get; private set; }

    internal Located<string>? Operator { get; private set; }

    internal Located<string>? Owner { get; private set; }

    internal Located<string>? Fallback { get; private set; }

    internal Located<string>? ReviewCadence { get; private set; }

    internal SyntaxList<SuccessMetricSyntax> SuccessMetrics { get; private set; } = SyntaxList<SuccessMetricSyntax>.Absent;
}
