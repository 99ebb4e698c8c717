using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>per_principal</c>.</summary>
internal sealed class PerPrincipalSyntax : SyntaxNode
{
    internal static ObjectShape<PerPrincipalSyntax> Shape { get; } = new ObjectShape<PerPrincipalSyntax>(
            "per_principal", "Bounds starting afresh.")
        .Optional("max_open_sessions", Is.Count, (s, v) => s.MaxOpenSessions = v, "sessions open at once")
        .Optional("max_sessions_per_day", Is.Count, (s, v) => s.MaxSessionsPerDay = v, "sessions started in 24 h");

    internal Located<int>? MaxOpenSessions { get; private set; }

    internal Located<int>? MaxSessionsPerDay { get; private set; }
}
