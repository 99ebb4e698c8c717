using System.Net;
using System.Net.Http.Headers;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>What it means when a server answers with a status that is no success.</summary>
internal static class HttpRefusal
{
    /// <summary>Reads status and headers; the body says nothing that is relied on.</summary>
    public static RpcAnswer.HttpRefused Of(HttpResponseMessage response, Server server, DateTimeOffset now)
    {
        int status = (int)response.StatusCode;
        return new(status, Describe(response.StatusCode, status, server), RetryAfter(response.Headers.RetryAfter, now));
    }

    private static string Describe(HttpStatusCode code, int status, Server server) => code switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"it refused the gateway's credential (HTTP {status})"
            + (server.AuthScopes.IsEmpty ? "" : $"; scopes {string.Join(", ", server.AuthScopes)}")
            + (server.Owner is { } owner ? $"; {owner} owns it" : ""),
        HttpStatusCode.TooManyRequests => $"it takes no more requests for now (HTTP {status})",
        _ when status is >= 300 and < 400 => $"it answered with a redirect (HTTP {status}), which is not followed; write the final address as its url",
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed =>
            $"it answered with HTTP {status}; is its url that of a Streamable HTTP endpoint? HTTP+SSE of 2024-11-05 is not spoken",
        _ => $"it answered with HTTP {status}",
    };

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, DateTimeOffset now) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
