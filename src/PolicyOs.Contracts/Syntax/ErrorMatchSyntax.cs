using System.Text.Json;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>match</c> of an error: message, code, or path and operators on the structured result.</summary>
internal sealed class ErrorMatchSyntax : OperatorsSyntax
{
    internal static ObjectShape<ErrorMatchSyntax> Shape { get; } = FullOperators(new ObjectShape<ErrorMatchSyntax>("error_match", "What an upstream error looks like.")
        .Optional("message_regex", Is.Text, (s, v) => s.MessageRegex = v, "searched in the message")
        .Optional("code", Is.Json, (s, v) => s.Code = v, "JSON-RPC code, or code of the structured result: a string or an integer")
        .Optional("path", Is.Text, (s, v) => s.Path = v, "JSONPath into the structured result, with operators beside it"));

    internal Located<string>? MessageRegex { get; private set; }

    internal Located<JsonElement>? Code { get; private set; }
}
