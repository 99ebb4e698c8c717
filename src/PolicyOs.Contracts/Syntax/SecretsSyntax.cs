using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>secrets</c> of agent_contract (spec 3.9).</summary>
internal sealed class SecretsSyntax : SyntaxNode
{
    internal static ObjectShape<SecretsSyntax> Shape { get; } = new ObjectShape<SecretsSyntax>("secrets", "What happens to credentials.")
        .Optional("deny_in_arguments", Is.Flag, (s, v) => s.DenyInArguments = v, "default true")
        .Optional("redact_in_results", Is.Flag, (s, v) => s.RedactInResults = v, "default true");

    internal Located<bool>? DenyInArguments { get; private set; }

    internal Located<bool>? RedactInResults { get; private set; }
}
