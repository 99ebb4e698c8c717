using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>equivalent</c>.</summary>
internal sealed class EquivalentSyntax : SyntaxNode
{
    internal static ObjectShape<EquivalentSyntax> Shape { get; } = new ObjectShape<EquivalentSyntax>(
            "equivalent", "A rule that cannot matter.")
        .Required("rule", Is.Text, (s, v) => s.Rule = v, "as `policyos test --coverage` prints it")
        .Required("reason", Is.Text, (s, v) => s.Reason = v, "why it cannot matter");

    internal Located<string>? Rule { get; private set; }

    internal Located<string>? Reason { get; private set; }
}
