using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>tasks</c>.</summary>
internal sealed class GoldenTaskSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenTaskSyntax> Shape { get; } = new ObjectShape<GoldenTaskSyntax>(
            "golden_task", "A repeatable example.")
        .Required("id", Is.Text, (s, v) => s.Id = v, "unique in the file")
        .Required("kind", Words.GoldenKinds, (s, v) => s.Kind = v, "what it shows")
        .Optional("principal", PrincipalSyntax.Shape, (s, v) => s.Principal = v, "who calls; default: the bundle's default_principal")
        .Optional("labels", Is.Texts, (s, v) => s.Labels = v, "labels of the session at the start")
        .Optional("purpose", Is.Text, (s, v) => s.Purpose = v, "the session's purpose")
        .Optional("env", Is.MapOf(Is.AnyText), (s, v) => s.Environment = v, "what equals_env sees")
        .Optional("given", Is.ListOf(GoldenGivenSyntax.Shape), (s, v) => s.Given = v, "earlier calls, committed with these results")
        .Required("steps", Is.ListOf(GoldenStepSyntax.Shape, minimum: 1), (s, v) => s.Steps = v, "calls and acts, in order")
        .Optional("expect", GoldenTaskExpectSyntax.Shape, (s, v) => s.Expect = v, "what holds at the end");

    /// <summary>The state of a session that <c>policyos explain --state</c> reads: how a task begins, without what it is to show.</summary>
    internal static ObjectShape<GoldenTaskSyntax> StateShape { get; } = new ObjectShape<GoldenTaskSyntax>(
            "session_state", "How a session came to where it is.")
        .Optional("principal", PrincipalSyntax.Shape, (s, v) => s.Principal = v, "who calls; default: the bundle's default_principal")
        .Optional("labels", Is.Texts, (s, v) => s.Labels = v, "labels of the session at the start")
        .Optional("purpose", Is.Text, (s, v) => s.Purpose = v, "the session's purpose")
        .Optional("env", Is.MapOf(Is.AnyText), (s, v) => s.Environment = v, "what equals_env sees")
        .Optional("given", Is.ListOf(GoldenGivenSyntax.Shape), (s, v) => s.Given = v, "earlier calls, committed with these results")
        .Optional("steps", Is.ListOf(GoldenStepSyntax.Shape), (s, v) => s.Steps = v, "calls and acts after that, decided in order");

    internal Located<string>? Id { get; private set; }

    internal Located<string>? Kind { get; private set; }

    internal PrincipalSyntax? Principal { get; private set; }

    internal SyntaxList<Located<string>> Labels { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<string>? Purpose { get; private set; }

    internal SyntaxMap<Located<string>> Environment { get; private set; } = SyntaxMap<Located<string>>.Absent;

    internal SyntaxList<GoldenGivenSyntax> Given { get; private set; } = SyntaxList<GoldenGivenSyntax>.Absent;

    internal SyntaxList<GoldenStepSyntax> Steps { get; private set; } = SyntaxList<GoldenStepSyntax>.Absent;

    internal GoldenTaskExpectSyntax? Expect { get; private set; }
}
