using System.Text.Json;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>given</c>.</summary>
internal sealed class GoldenGivenSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenGivenSyntax> Shape { get; } = new ObjectShape<GoldenGivenSyntax>(
            "golden_given", "An earlier call, committed with a result.")
        .Required("call", Is.Text, (s, v) => s.Call = v, "a tool")
        .Optional("args", Is.JsonObject, (s, v) => s.Args = v, "its arguments; default {}")
        .Optional("result", Is.Json, (s, v) => s.Result = v, "its result; default {}");

    internal Located<string>? Call { get; private set; }

    internal Located<JsonElement>? Args { get; private set; }

    internal Located<JsonElement>? Result { get; private set; }
}
