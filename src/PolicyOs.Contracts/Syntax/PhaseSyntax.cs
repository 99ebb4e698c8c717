using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>phases</c>.</summary>
internal sealed class PhaseSyntax : SyntaxNode
{
    internal static ObjectShape<PhaseSyntax> Shape { get; } = new ObjectShape<PhaseSyntax>(
            "phase", "A phase of the session.")
        .Required("name", Is.Text, (s, v) => s.Name = v, "unique")
        .Optional("initial", Is.Flag, (s, v) => s.Initial = v, "where a session starts")
        .Optional("terminal", Is.Flag, (s, v) => s.Terminal = v, "no edge leaves it");

    internal Located<string>? Name { get; private set; }

    internal Located<bool>? Initial { get; private set; }

    internal Located<bool>? Terminal { get; private set; }
}
