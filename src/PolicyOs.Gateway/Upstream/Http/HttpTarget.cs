using System.Buffers;
using System.Collections;
using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>Where a server is and what every request to it carries, with <c>${env:NAME}</c> replaced.</summary>
/// <param name="Url">Absolute, http or https.</param>
/// <param name="Headers">Names and values; values may be credentials and are never shown.</param>
internal sealed record HttpTarget(Uri Url, ImmutableArray<KeyValuePair<string, string>> Headers)
{
    // RFC 9110, 5.6.2: token.
    private static readonly SearchValues<char> s_token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly string[] s_own =
    [
        "accept", "connection", "content-length", "content-type", "host", "last-event-id", "mcp-method", "mcp-name", "mcp-protocol-version", "mcp-session-id", "te",
        "trailer", "transfer-encoding", "upgrade",
    ];

    /// <summary>Reads the contract's settings.</summary>
    /// <exception cref="UpstreamStartException">A variable is unset, or what comes of it cannot be used.</exception>
    public static HttpTarget Of(Server server, ServerTransport.Http http, IDictionary environment)
    {
        string text = Replace(server, "url", http.Url, environment);
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            throw new UpstreamStartException($"server `{server.Name}`: its url is no absolute http or https address");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new UpstreamStartException($"server `{server.Name}`: its url holds a user or password; write an Authorization header instead");
        }

        return new(url, [.. http.Headers.Select(header => Header(server, header, environment))]);
    }

    private static KeyValuePair<string, string> Header(Server server, KeyValuePair<string, string> header, IDictionary environment)
    {
        if (header.Key.Length == 0 || header.Key.AsSpan().ContainsAnyExcept(s_token))
        {
            throw new UpstreamStartException($"server `{server.Name}`: `{header.Key}` is no name of a header");
        }

        if (s_own.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        {
            throw new UpstreamStartException($"server `{server.Name}`: header `{header.Key}` belongs to the connection and cannot be set");
        }

        string value = Replace(server, $"header `{header.Key}`", header.Value, environment);
        return value.Any(c => c is < ' ' or > '~')
            ? throw new UpstreamStartException($"server `{server.Name}`: header `{header.Key}` may hold printable ASCII only")
            : new(header.Key, value);
    }

    private static string Replace(Server server, string where, string value, IDictionary environment) =>
        EnvironmentReferences.Replace(value, environment, out string? unset)
            ?? throw new UpstreamStartException($"server `{server.Name}`: {where} needs the variable `{unset}`, which is not set where policyos runs");
}
