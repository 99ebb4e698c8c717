using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>retries</c> of a tool.</summary>
internal sealed class RetriesSyntax : SyntaxNode
{
    internal static ObjectShape<RetriesSyntax> Shape { get; } = new ObjectShape<RetriesSyntax>(
            "retries", "When a failed attempt is sent again.")
        .Required("max_attempts", Is.Between(1, 100), (s, v) => s.MaxAttempts = v, "the first try counts")
        .Required("retry_on", Is.ListOf(Words.RetryClasses), (s, v) => s.RetryOn = v, "classes of failure after which another attempt is made");

    internal Located<int>? MaxAttempts { get; private set; }

    internal SyntaxList<Located<RetryClass>> RetryOn { get; private set; } = SyntaxList<Located<RetryClass>>.Absent;
}
