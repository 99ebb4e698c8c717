using System.Text.Json;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>golden_cases</c> of a tool (spec 4.1).</summary>
internal sealed class GoldenCaseSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenCaseSyntax> Shape { get; } = new ObjectShape<GoldenCaseSyntax>(
            "golden_case", "One call with what must come of it.")
        .Required("id", Is.Text, (s, v) => s.Id = v, "unique in the file")
        .Required("args", Is.JsonObject, (s, v) => s.Args = v, "the arguments")
        .Optional("principal", PrincipalSyntax.Shape, (s, v) => s.Principal = v, "who calls; default: the bundle's default_principal")
        .Optional("purpose", Is.Text, (s, v) => s.Purpose = v, "the session's purpose")
        .Optional("labels", Is.Texts, (s, v) => s.Labels = v, "labels of the session at the start")
        .Optional("given", Is.ListOf(GoldenGivenSyntax.Shape), (s, v) => s.Given = v, "earlier calls, committed with these results")
        .Optional("result", Is.Json, (s, v) => s.Result = v, "what a recorded upstream answers")
        .Optional("error", GoldenErrorSyntax.Shape, (s, v) => s.Error = v, "makes the upstream fail")
        .Optional("approval", GoldenApprovalShape.Instance, (s, v) => s.Approval = v, "approve, reject, timeout, none (default), or {decision, by}")
        .Required("expect", GoldenCaseExpectSyntax.Shape, (s, v) => s.Expect = v, "what must hold");

    internal Located<string>? Id { get; private set; }

    internal Located<JsonElement>? Args { get; private set; }

    internal PrincipalSyntax? Principal { get; private set; }

    internal Located<string>? Purpose { get; private set; }

    internal SyntaxList<Located<string>> Labels { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<GoldenGivenSyntax> Given { get; private set; } = SyntaxList<GoldenGivenSyntax>.Absent;

    internal Located<JsonElement>? Result { get; private set; }

    internal GoldenErrorSyntax? Error { get; private set; }

    internal GoldenApprovalSyntax? Approval { get; private set; }

    internal GoldenCaseExpectSyntax? Expect { get; private set; }
}
