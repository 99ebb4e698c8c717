using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>transitions</c> of a tool.</summary>
internal sealed class ToolTransitionsSyntax : SyntaxNode
{
    internal static ObjectShape<ToolTransitionsSyntax> Shape { get; } = new ObjectShape<ToolTransitionsSyntax>(
            "tool_transitions", "Phases in which it is callable.")
        .Required("valid_in_phases", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.ValidInPhases = v, "visible and callable only in these")
        .Optional("advances_to", Is.Text, (s, v) => s.AdvancesTo = v, "the phase entered at commit");

    internal SyntaxList<Located<string>> ValidInPhases { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<string>? AdvancesTo { get; private set; }
}
