using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// Refuses what a web page of somebody else makes a browser send to this machine, by its own name or by one that was made to point here (DNS
/// rebinding; MCP specification, Streamable HTTP, security).
/// </summary>
internal static class OriginGuard
{
    /// <summary>Why a request is refused; null when it is not.</summary>
    public static string? WhyNot(HttpRequest request)
    {
        if (!IsThisMachine(request.Host.HasValue ? request.Host.Host : ""))
        {
            return "Forbidden: the Host header does not name this machine";
        }

        StringValues origins = request.Headers.Origin;
        return origins.Count == 0 || (origins.Count == 1 && IsOwnOrigin(origins[0]!)) ? null : "Forbidden: the Origin header names another site";
    }

    private static bool IsOwnOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
        && uri.AbsolutePath == "/" && uri.Query.Length == 0 && IsThisMachine(uri.Host);

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
