using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>rate_limits.on_429</c>.</summary>
internal sealed class BackoffSyntax : SyntaxNode
{
    internal static ObjectShape<BackoffSyntax> Shape { get; } = new ObjectShape<BackoffSyntax>(
            "on_429", "How a 429 is waited out.")
        .Required("respect_retry_after", Is.Flag, (s, v) => s.RespectRetryAfter = v, "whether Retry-After is obeyed")
        .Required("max_sleep_seconds", Is.NumberFromZero, (s, v) => s.MaxSleepSeconds = v, "seconds");

    internal Located<bool>? RespectRetryAfter { get; private set; }

    internal Located<JsonNumber>? MaxSleepSeconds { get; private set; }
}
