using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>rate_limit</c> of a tool.</summary>
internal sealed class RateLimitSyntax : SyntaxNode
{
    internal static ObjectShape<RateLimitSyntax> Shape { get; } = new ObjectShape<RateLimitSyntax>(
            "rate_limit", "Calls per sliding window.")
        .Optional("max_per_minute", Is.Count, (s, v) => s.MaxPerMinute = v, "calls in any 60 s")
        .Optional("max_per_hour", Is.Count, (s, v) => s.MaxPerHour = v, "calls in any hour")
        .Optional("max_per_day", Is.Count, (s, v) => s.MaxPerDay = v, "calls in any 24 h")
        .Optional("per", Words.RateLimitScopes, (s, v) => s.Per = v, "whose calls count together; default principal");

    internal Located<int>? MaxPerMinute { get; private set; }

    internal Located<int>? MaxPerHour { get; private set; }

    internal Located<int>? MaxPerDay { get; private set; }

    internal Located<RateLimitScope>? Per { get; private set; }
}
