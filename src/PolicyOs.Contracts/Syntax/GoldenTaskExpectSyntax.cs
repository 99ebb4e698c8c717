using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>expect</c> of a task.</summary>
internal sealed class GoldenTaskExpectSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenTaskExpectSyntax> Shape { get; } = new ObjectShape<GoldenTaskExpectSyntax>(
            "golden_task_expect", "What must hold at the end; what is listed must hold exactly.")
        .Optional("final_phase", Is.Text, (s, v) => s.FinalPhase = v, "the session's phase")
        .Optional("visible_tools", Is.Texts, (s, v) => s.VisibleTools = v, "compared as a set")
        .Optional("labels", Is.Texts, (s, v) => s.Labels = v, "compared as a set")
        .Optional("max_cost", Is.NumberFromZero, (s, v) => s.MaxCost = v, "USD")
        .Optional("events", Is.ListOf(Words.GoldenEvents), (s, v) => s.Events = v, "the exact sequence of call.* and approval.* of the steps");

    internal Located<string>? FinalPhase { get; private set; }

    internal SyntaxList<Located<string>> VisibleTools { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> Labels { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<JsonNumber>? MaxCost { get; private set; }

    internal SyntaxList<Located<string>> Events { get; private set; } = SyntaxList<Located<string>>.Absent;
}
