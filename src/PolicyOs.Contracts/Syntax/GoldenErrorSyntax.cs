using System.Text.Json;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>error</c> of a step.</summary>
internal sealed class GoldenErrorSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenErrorSyntax> Shape { get; } = new ObjectShape<GoldenErrorSyntax>(
            "golden_error", "An upstream error.")
        .Optional("code", Is.Json, (s, v) => s.Code = v, "JSON-RPC code or code of the structured result: a string or an integer")
        .Required("message", Is.Text, (s, v) => s.Message = v, "its message");

    internal Located<JsonElement>? Code { get; private set; }

    internal Located<string>? Message { get; private set; }
}
