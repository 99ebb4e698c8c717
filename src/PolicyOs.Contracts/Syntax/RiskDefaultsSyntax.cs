using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>risk_defaults</c>.</summary>
internal sealed class RiskDefaultsSyntax : SyntaxNode
{
    internal static ObjectShape<RiskDefaultsSyntax> Shape { get; } = new ObjectShape<RiskDefaultsSyntax>(
            "risk_defaults", "Which risk classes are allowed.")
        .Optional("read", Words.Gates, (s, v) => s.Read = v, "default allow")
        .Optional("write", Words.Gates, (s, v) => s.Write = v, "default block")
        .Optional("destructive", Words.Gates, (s, v) => s.Destructive = v, "default block")
        .Optional("admin", Words.Gates, (s, v) => s.Admin = v, "default block")
        .Optional("financial", Words.Gates, (s, v) => s.Financial = v, "default block");

    internal Located<bool>? Read { get; private set; }

    internal Located<bool>? Write { get; private set; }

    internal Located<bool>? Destructive { get; private set; }

    internal Located<bool>? Admin { get; private set; }

    internal Located<bool>? Financial { get; private set; }
}
