using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>expect</c> of a step.</summary>
internal sealed class GoldenStepExpectSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenStepExpectSyntax> Shape { get; } = new ObjectShape<GoldenStepExpectSyntax>(
            "golden_step_expect", "What must hold after the step; what is listed must hold exactly.")
        .Optional("verdict", Words.GoldenVerdicts, (s, v) => s.Verdict = v, "allow, deny or ask")
        .Optional("code", Is.Text, (s, v) => s.Code = v, "the decision's code, or the outcome's")
        .Optional("phase", Is.Text, (s, v) => s.Phase = v, "the session's phase after the step")
        .Optional("evidence", Words.GoldenEvidence, (s, v) => s.Evidence = v, "verified, acknowledged, dispatched, none")
        .Optional("max_ms", Is.Count, (s, v) => s.MaxMs = v, "milliseconds; counts only with --live");

    internal Located<GoldenVerdict>? Verdict { get; private set; }

    internal Located<string>? Code { get; private set; }

    internal Located<string>? Phase { get; private set; }

    internal Located<GoldenEvidence>? Evidence { get; private set; }

    internal Located<int>? MaxMs { get; private set; }
}
