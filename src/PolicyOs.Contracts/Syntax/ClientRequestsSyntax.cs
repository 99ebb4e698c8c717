using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>client_requests</c> of a server.</summary>
internal sealed class ClientRequestsSyntax : SyntaxNode
{
    internal static ObjectShape<ClientRequestsSyntax> Shape { get; } = new ObjectShape<ClientRequestsSyntax>(
            "client_requests", "What a server may ask of the client.")
        .Optional("elicitation", Words.AllowOrDeny, (s, v) => s.Elicitation = v, "default allow")
        .Optional("roots", Words.AllowOrDeny, (s, v) => s.Roots = v, "default allow")
        .Optional("sampling", Words.AllowOrDeny, (s, v) => s.Sampling = v, "default deny");

    internal Located<bool>? Elicitation { get; private set; }

    internal Located<bool>? Roots { get; private set; }

    internal Located<bool>? Sampling { get; private set; }
}
