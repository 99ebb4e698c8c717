using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>runtime</c> of agent_contract.</summary>
internal sealed class RuntimeSyntax : SyntaxNode
{
    internal static ObjectShape<RuntimeSyntax> Shape { get; } = new ObjectShape<RuntimeSyntax>("runtime", "The surface the agent runs on.")
        .Required("surface", Words.Surfaces, (s, v) => s.Surface = v, "where the agent runs")
        .Required("status", Words.RuntimeStatuses, (s, v) => s.Status = v, "graduation status")
        .Optional("affordances_lost", Is.Texts, (s, v) => s.AffordancesLost = v, "what a move away from the surface would lose")
        .Optional("evidence", Is.Texts, (s, v) => s.Evidence = v, "files that justify the status; must exist")
        .Optional("rollback", Is.Text, (s, v) => s.Rollback = v, "where going back is described; required unless status is prototype");

    internal Located<string>? Surface { get; private set; }

    internal Located<string>? Status { get; private set; }

    internal SyntaxList<Located<string>> AffordancesLost { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> Evidence { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<string>? Rollback { get; private set; }
}
