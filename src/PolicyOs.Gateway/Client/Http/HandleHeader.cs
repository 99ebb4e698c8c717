using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using PolicyOs.Gateway.Sessions;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>The session handle in the header <c>Policyos-Session-Id</c> (spec 3.3).</summary>
internal static class HandleHeader
{
    /// <summary>Reads it; it may not contradict the one in <c>_meta</c>.</summary>
    public static (string? Handle, string? Problem) Read(HttpRequest request, JsonElement? parameters)
    {
        StringValues values = request.Headers[SessionHandle.Header];
        if (values.Count == 0)
        {
            return (null, null);
        }

        if (values.Count > 1 || !SessionHandle.IsValid(values[0]!))
        {
            return (null, $"the header {SessionHandle.Header} must be 22 to 128 characters of A-Z a-z 0-9 _ -, once");
        }

        return SessionHandle.Read(parameters).Handle is { } inMeta && inMeta != values[0]
            ? (null, $"Header mismatch: {SessionHandle.Header} does not match `_meta[\"{SessionHandle.MetaKey}\"]`")
            : (values[0], null);
    }
}
