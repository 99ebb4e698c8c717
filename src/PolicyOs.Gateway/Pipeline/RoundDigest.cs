using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Gateway.Wire;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Names a request by what it asks for, whatever round it is in (MCP 2026-07-28, multi round-trip requests: originating request).</summary>
internal static class RoundDigest
{
    /// <summary>HMAC-SHA-256 over method and params, lower-case hex; not over <c>_meta</c> and what one round brings to the next.</summary>
    public static string Of(string method, JsonElement parameters, byte[] key)
    {
        byte[] request = MessageBuilder.Object(w =>
        {
            w.WriteString("method"u8, method);
            w.WriteStartObject("params"u8);
            foreach (JsonProperty member in parameters.EnumerateObject())
            {
                if (member.Name is not ("_meta" or "inputResponses" or "requestState"))
                {
                    w.WriteAsSent(member);
                }
            }

            w.WriteEndObject();
        });
        using JsonDocument document = JsonDocument.Parse(request);
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        CanonicalHash.HmacSha256(document.RootElement, CanonicalForm.Exact, key, digest);
        return Convert.ToHexStringLower(digest);
    }
}
