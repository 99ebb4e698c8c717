using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>servers</c> (spec 1.2, 3.1).</summary>
internal sealed class ServerSyntax : SyntaxNode
{
    internal static ObjectShape<ServerSyntax> Shape { get; } = new ObjectShape<ServerSyntax>("server", "One upstream MCP server.")
        .Required("transport", Words.Transports, (s, v) => s.Transport = v, "stdio: a child process; http: Streamable HTTP")
        .Optional("command", Is.Text, (s, v) => s.Command = v, "stdio: a program on PATH or a path; policyos is this executable")
        .Optional("args", Is.ListOf(Is.AnyText), (s, v) => s.Arguments = v, "stdio: passed as they are, without a shell")
        .Optional("cwd", Is.Text, (s, v) => s.WorkingDirectory = v, "stdio: relative to the bundle folder, which is the default")
        .Optional("env", Is.MapOf(Is.AnyText), (s, v) => s.Environment = v, "stdio: variables; ${env:NAME} is substituted")
        .Optional("url", Is.Text, (s, v) => s.Url = v, "http: absolute address; ${env:NAME} is substituted")
        .Optional("headers", Is.MapOf(Is.AnyText), (s, v) => s.Headers = v, "http: sent with every request; ${env:NAME} is substituted")
        .Optional("owner", Is.Text, (s, v) => s.Owner = v, "who owns the external connection")
        .Optional("auth_scopes", Is.Texts, (s, v) => s.AuthScopes = v, "scopes that its credential has; documentation")
        .Optional("start_timeout_ms", Is.Between(1, 600_000), (s, v) => s.StartTimeoutMs = v, "milliseconds that a start may take; default 15000")
        .Optional("protocol", Words.Protocols, (s, v) => s.Protocol = v, "protocol era to speak; default auto")
        .Optional("client_requests", ClientRequestsSyntax.Shape, (s, v) => s.ClientRequests = v, "what the server may ask of the client")
        .Optional("methods", Is.Texts, (s, v) => s.Methods = v, "methods outside the specification that are relayed, by name");

    internal Located<TransportKind>? Transport { get; private set; }

    internal Located<string>? Command { get; private set; }

    internal SyntaxList<Located<string>> Arguments { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<string>? WorkingDirectory { get; private set; }

    internal SyntaxMap<Located<string>> Environment { get; private set; } = SyntaxMap<Located<string>>.Absent;

    internal Located<string>? Url { get; private set; }

    internal SyntaxMap<Located<string>> Headers { get; private set; } = SyntaxMap<Located<string>>.Absent;

    internal Located<string>? Owner { get; private set; }

    internal SyntaxList<Located<string>> AuthScopes { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<int>? StartTimeoutMs { get; private set; }

    internal Located<Model.ProtocolEra>? Protocol { get; private set; }

    internal ClientRequestsSyntax? ClientRequests { get; private set; }

    internal SyntaxList<Located<string>> Methods { get; private set; } = SyntaxList<Located<string>>.Absent;
}
