using System.Text.Json;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>steps</c>: a call, or an operator's act.</summary>
internal sealed class GoldenStepSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenStepSyntax> Shape { get; } = new ObjectShape<GoldenStepSyntax>(
            "golden_step", "Exactly one of call, label, kill, resolve.")
        .Optional("call", Is.Text, (s, v) => s.Call = v, "a tool; one that is not declared is proposed all the same where its denial is expected")
        .Optional("args", Is.JsonObject, (s, v) => s.Args = v, "its arguments; default {}")
        .Optional("result", Is.Json, (s, v) => s.Result = v, "what a recorded upstream answers")
        .Optional("error", GoldenErrorSyntax.Shape, (s, v) => s.Error = v, "makes the upstream fail")
        .Optional("timeout", OnlyTrueShape.Instance, (s, v) => s.Timeout = v, "loses the upstream's answer")
        .Optional("approval", GoldenApprovalShape.Instance, (s, v) => s.Approval = v, "approve, reject, timeout, none (default), or {decision, by}")
        .Optional("at", Is.Text, (s, v) => s.Advance = v, "+PT90S moves the clock from the step before")
        .Optional("expect", GoldenStepExpectSyntax.Shape, (s, v) => s.Expect = v, "what must hold")
        .Optional("label", Is.Text, (s, v) => s.Label = v, "an operator adds this label")
        .Optional("kill", OnlyTrueShape.Instance, (s, v) => s.Kill = v, "an operator kills the session")
        .Optional("resolve", GoldenResolveSyntax.Shape, (s, v) => s.Resolve = v, "an operator resolves a call in doubt");

    internal Located<string>? Call { get; private set; }

    internal Located<JsonElement>? Args { get; private set; }

    internal Located<JsonElement>? Result { get; private set; }

    internal GoldenErrorSyntax? Error { get; private set; }

    internal Located<bool>? Timeout { get; private set; }

    internal GoldenApprovalSyntax? Approval { get; private set; }

    internal Located<string>? Advance { get; private set; }

    internal GoldenStepExpectSyntax? Expect { get; private set; }

    internal Located<string>? Label { get; private set; }

    internal Located<bool>? Kill { get; private set; }

    internal GoldenResolveSyntax? Resolve { get; private set; }
}
