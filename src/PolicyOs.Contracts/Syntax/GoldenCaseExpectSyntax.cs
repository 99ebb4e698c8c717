using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>expect</c> of a golden case.</summary>
internal sealed class GoldenCaseExpectSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenCaseExpectSyntax> Shape { get; } = new ObjectShape<GoldenCaseExpectSyntax>(
            "golden_case_expect", "What must hold.")
        .Required("verdict", Words.GoldenVerdicts, (s, v) => s.Verdict = v, "allow, deny or ask")
        .Optional("code", Is.Text, (s, v) => s.Code = v, "the decision's code, or the outcome's");

    internal Located<GoldenVerdict>? Verdict { get; private set; }

    internal Located<string>? Code { get; private set; }
}
