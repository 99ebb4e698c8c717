using System.Text.Json;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>allowed_errors</c>.</summary>
internal sealed class AllowedErrorSyntax : SyntaxNode
{
    internal static ObjectShape<AllowedErrorSyntax> Shape { get; } = new ObjectShape<AllowedErrorSyntax>(
            "allowed_error", "An upstream error after which nothing has happened.")
        .Optional("code", Is.Json, (s, v) => s.Code = v, "JSON-RPC code, or code of the structured result: a string or an integer")
        .Optional("message_regex", Is.Text, (s, v) => s.MessageRegex = v, "searched in the message")
        .Optional("description", Is.Text, (s, v) => s.Description = v, "why it is harmless");

    internal Located<JsonElement>? Code { get; private set; }

    internal Located<string>? MessageRegex { get; private set; }

    internal Located<string>? Description { get; private set; }
}
