using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>timeouts</c> of a tool.</summary>
internal sealed class TimeoutsSyntax : SyntaxNode
{
    internal static ObjectShape<TimeoutsSyntax> Shape { get; } = new ObjectShape<TimeoutsSyntax>(
            "timeouts", "How long a call may take.")
        .Required("total_ms", Is.Count, (s, v) => s.TotalMs = v, "milliseconds for the whole call with all retries, waiting for approval excluded");

    internal Located<int>? TotalMs { get; private set; }
}
