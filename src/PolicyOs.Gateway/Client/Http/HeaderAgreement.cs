using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// Holds headers that repeat parts of the body against the body: who routes by the one and who executes the other must mean the same (MCP
/// 2026-07-28, Streamable HTTP, server validation).
/// </summary>
internal static class HeaderAgreement
{
    /// <summary>HeaderMismatchError.</summary>
    public const int Mismatch = -32020;

    /// <summary>The header with the protocol's version.</summary>
    public const string Version = "MCP-Protocol-Version";

    private const string Method = "Mcp-Method";
    private const string Name = "Mcp-Name";
    private const string EncodedPrefix = "=?base64?";
    private const string EncodedSuffix = "?=";

    /// <summary>What disagrees in a request of 2026-07-28, which must repeat version, method and name; null when nothing does.</summary>
    public static string? WhyNot(IHeaderDictionary headers, RpcMessage.Request request)
    {
        string? version = ModernRequest.VersionOf(request.Params);
        if (version is not null && Differs(headers, Version, version) is { } versions)
        {
            return versions;
        }

        if (version != ProtocolVersions.Modern)
        {
            // What a version that is not served would repeat is not known.
            return null;
        }

        if (Differs(headers, Method, request.Method) is { } methods)
        {
            return methods;
        }

        return NameOf(request) is { } name ? Differs(headers, Name, name) : null;
    }

    /// <summary>What disagrees in a request of an era that need not repeat anything: what it repeats all the same; null when nothing does.</summary>
    public static string? WhyNotLegacy(IHeaderDictionary headers, RpcMessage.Request request)
    {
        if (headers.ContainsKey(Method) && Differs(headers, Method, request.Method) is { } methods)
        {
            return methods;
        }

        return headers.ContainsKey(Name) && NameOf(request) is { } name ? Differs(headers, Name, name) : null;
    }

    /// <summary>What disagrees between <c>Mcp-Param-…</c> headers and the arguments; null when nothing does.</summary>
    public static string? WhyNot(IHeaderDictionary headers, IReadOnlyList<HeaderParameter> parameters, JsonElement? requestParams)
    {
        JsonElement? arguments = requestParams is { } p && p.TryGetProperty("arguments"u8, out JsonElement a) ? a : null;
        foreach (HeaderParameter parameter in parameters)
        {
            JsonElement? value = parameter.ValueIn(arguments);
            if (value is null)
            {
                if (headers.ContainsKey(parameter.Header))
                {
                    return $"Header mismatch: {parameter.Header} is there, its argument is not";
                }

                continue;
            }

            (string? text, string? problem) = Text(headers, parameter.Header);
            if (problem is not null)
            {
                return problem;
            }

            if (!Same(value.Value, text!))
            {
                return $"Header mismatch: {parameter.Header} does not match its argument";
            }
        }

        return null;
    }

    private static string? NameOf(RpcMessage.Request request)
    {
        string? member = request.Method switch
        {
            "tools/call" or "prompts/get" => "name",
            "resources/read" => "uri",
            _ => null,
        };
        return member is not null && request.Params is { } p && p.TryGetProperty(member, out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
    }

    private static string? Differs(IHeaderDictionary headers, string header, string body)
    {
        (string? text, string? problem) = Text(headers, header);
        return problem ?? (text == body ? null : $"Header mismatch: {header} does not match the body");
    }

    private static (string? Text, string? Problem) Text(IHeaderDictionary headers, string header)
    {
        StringValues values = headers[header];
        if (values.Count != 1)
        {
            return (null, $"Header mismatch: {header} {(values.Count == 0 ? "is missing" : "appears more than once")}");
        }

        string text = values[0]!.Trim(' ', '\t');
        if (text.Any(static c => c is not ((>= ' ' and <= '~') or '\t')))
        {
            return (null, $"Header mismatch: {header} holds characters that a header cannot");
        }

        if (!text.StartsWith(EncodedPrefix, StringComparison.Ordinal) || !text.EndsWith(EncodedSuffix, StringComparison.Ordinal)
            || text.Length < EncodedPrefix.Length + EncodedSuffix.Length)
        {
            return (text, null);
        }

        try
        {
            byte[] decoded = Convert.FromBase64String(text[EncodedPrefix.Length..^EncodedSuffix.Length]);
            return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(decoded), null);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return (null, $"Header mismatch: {header} is not Base64 of UTF-8");
        }
    }

    private static bool Same(JsonElement value, string text) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() == text,
        JsonValueKind.True => text == "true",
        JsonValueKind.False => text == "false",
        JsonValueKind.Number => decimal.TryParse(
                text, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint,
                System.Globalization.CultureInfo.InvariantCulture, out decimal header)
            && value.TryGetDecimal(out decimal body) && header == body,
        _ => false,
    };
}
