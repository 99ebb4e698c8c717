using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>servers</c> of mcp_contract.</summary>
internal sealed class ServerStage : IStage
{
    private const int DefaultStartTimeoutMs = 15_000;

    public void Run(Compilation compilation)
    {
        if (compilation.Syntax.Mcp is not { } mcp)
        {
            return;
        }

        foreach (SyntaxMapEntry<ServerSyntax> entry in mcp.Servers)
        {
            compilation.Servers.Declare(entry.Name);
            ServerSyntax s = entry.Value;
            compilation.CompiledServers.Add(new Server
            {
                Name = entry.Name.Value,
                Transport = Transport(s, compilation),
                Owner = s.Owner?.Value,
                AuthScopes = Compilation.Texts(s.AuthScopes),
                Protocol = s.Protocol?.Value ?? ProtocolEra.Auto,
                StartTimeout = TimeSpan.FromMilliseconds(s.StartTimeoutMs?.Value ?? DefaultStartTimeoutMs),
                ClientRequests = new ClientRequests(
                    Elicitation: s.ClientRequests?.Elicitation?.Value ?? true,
                    Roots: s.ClientRequests?.Roots?.Value ?? true,
                    Sampling: s.ClientRequests?.Sampling?.Value ?? false),
                Methods = Compilation.Texts(s.Methods),
            });
        }

        CheckMethods(mcp, compilation.Report);
    }

    private static ServerTransport Transport(ServerSyntax s, Compilation compilation)
    {
        bool http = s.Transport?.Value == TransportKind.Http;
        string[] foreign = http ? ["command", "args", "cwd", "env"] : ["url", "headers"];
        foreach (YamlEntry key in s.Node.Entries.Where(e => s.Transport is not null && foreign.Contains(e.Key)))
        {
            compilation.Report.Add(Codes.WrongTransportKey, key.KeyAt, $"`{key.Key}` belongs to transport {(http ? "stdio" : "http")}");
        }

        string needed = http ? "url" : "command";
        if (s.Transport is not null && s.Node.Find(needed) is null)
        {
            compilation.Report.Add(Codes.MissingKey, s.At, $"required key `{needed}` is missing");
        }

        if (!http)
        {
            CheckVariables(s.Environment, compilation.Report);
            return new ServerTransport.Stdio(
                s.Command?.Value ?? string.Empty,
                Compilation.Texts(s.Arguments),
                WorkingDirectory(s.WorkingDirectory, compilation),
                Pairs(s.Environment));
        }

        CheckVariables(s.Headers, compilation.Report);
        CheckUrl(s.Url, compilation.Report);
        return new ServerTransport.Http(s.Url?.Value ?? string.Empty, Pairs(s.Headers));
    }

    private static string WorkingDirectory(Located<string>? cwd, Compilation compilation)
    {
        if (cwd is not null && cwd.Value.Contains('\0'))
        {
            compilation.Report.Add(Codes.BadText, cwd.At, "a path cannot hold a zero character");
            return compilation.Source.Directory;
        }

        return Path.GetFullPath(cwd?.Value ?? ".", compilation.Source.Directory);
    }

    private static void CheckUrl(Located<string>? url, DiagnosticBag report)
    {
        if (url is null)
        {
            return;
        }

        CheckVariable(url, report);
        bool substituted = url.Value.Contains("${env:", StringComparison.Ordinal);
        if (!substituted && !(Uri.TryCreate(url.Value, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https"))
        {
            report.Add(Codes.BadUrl, url.At, $"`{url.Value}` is no absolute http or https address");
        }
        else if (!substituted && Uri.TryCreate(url.Value, UriKind.Absolute, out Uri? whole) && whole.AbsolutePath.EndsWith("/sse", StringComparison.Ordinal))
        {
            report.Add(Codes.BadUrl, url.At, "HTTP+SSE servers are not served", "use the server's Streamable HTTP address");
        }
    }

    private static void CheckVariables(SyntaxMap<Located<string>> map, DiagnosticBag report)
    {
        foreach (SyntaxMapEntry<Located<string>> entry in map)
        {
            CheckVariable(entry.Value, report);
        }
    }

    /// <summary>What looks like a substitution has to be one.</summary>
    private static void CheckVariable(Located<string> text, DiagnosticBag report)
    {
        int at = -1;
        while ((at = text.Value.IndexOf("${", at + 1, StringComparison.Ordinal)) >= 0)
        {
            int end = text.Value.IndexOf('}', at);
            ReadOnlySpan<char> inside = end < 0 ? [] : text.Value.AsSpan(at + 2, end - at - 2);
            if (!inside.StartsWith("env:") || inside.Length == 4 || inside[4..].ContainsAnyExcept(VariableCharacters))
            {
                report.Add(Codes.BadSubstitution, text.At, "`${` starts a substitution that is none", "write ${env:NAME}");
                return;
            }
        }
    }

    private static void CheckMethods(McpContractSyntax mcp, DiagnosticBag report)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SyntaxMapEntry<ServerSyntax> entry in mcp.Servers)
        {
            foreach (Located<string> method in entry.Value.Methods)
            {
                if (!owners.TryAdd(method.Value, entry.Name.Value))
                {
                    report.Add(Codes.MethodOfTwoServers, method.At, $"method `{method.Value}` is already relayed to server `{owners[method.Value]}`");
                }
            }
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> Pairs(SyntaxMap<Located<string>> map) =>
        [.. map.Select(e => KeyValuePair.Create(e.Name.Value, e.Value.Value))];

    private static readonly System.Buffers.SearchValues<char> VariableCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
