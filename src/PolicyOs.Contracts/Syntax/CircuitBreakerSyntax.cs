using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>circuit_breaker</c>.</summary>
internal sealed class CircuitBreakerSyntax : SyntaxNode
{
    internal static ObjectShape<CircuitBreakerSyntax> Shape { get; } = new ObjectShape<CircuitBreakerSyntax>(
            "circuit_breaker", "Denials or errors in a row stop the session.")
        .Optional("consecutive_blocks", Is.Count, (s, v) => s.ConsecutiveBlocks = v, "denials in a row")
        .Optional("consecutive_errors", Is.Count, (s, v) => s.ConsecutiveErrors = v, "errors in a row");

    internal Located<int>? ConsecutiveBlocks { get; private set; }

    internal Located<int>? ConsecutiveErrors { get; private set; }
}
