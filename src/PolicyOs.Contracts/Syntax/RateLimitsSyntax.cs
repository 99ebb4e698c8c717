using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>rate_limits</c> of a tool.</summary>
internal sealed class RateLimitsSyntax : SyntaxNode
{
    internal static ObjectShape<RateLimitsSyntax> Shape { get; } = new ObjectShape<RateLimitsSyntax>(
            "rate_limits", "How a 429 is waited out.")
        .Required("on_429", BackoffSyntax.Shape, (s, v) => s.On429 = v, "sleeps min(Retry-After, max_sleep_seconds, what is left of total_ms)");

    internal BackoffSyntax? On429 { get; private set; }
}
