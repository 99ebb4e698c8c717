using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>resolve</c> of a step.</summary>
internal sealed class GoldenResolveSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenResolveSyntax> Shape { get; } = new ObjectShape<GoldenResolveSyntax>(
            "golden_resolve", "An operator resolves a call in doubt.")
        .Required("call", Is.TextOrNumber, (s, v) => s.Call = v, "number of the step, from 1, or the tool it calls")
        .Required("outcome", Words.GoldenOutcomes, (s, v) => s.Outcome = v, "committed or failed");

    internal Located<string>? Call { get; private set; }

    internal Located<bool>? Outcome { get; private set; }
}
