using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>The headers that repeat parts of a request of 2026-07-28 (MCP specification, Streamable HTTP, request metadata).</summary>
internal static class RequestHeaders
{
    private const string EncodedPrefix = "=?base64?";
    private const string EncodedSuffix = "?=";

    /// <summary>The headers of a request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="body">The whole message.</param>
    /// <param name="parameters">The arguments of a tool that headers repeat.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(string method, ReadOnlyMemory<byte> body, Func<string, IReadOnlyList<HeaderParameter>> parameters)
    {
        yield return new("Mcp-Method", method);
        string? member = method switch
        {
            "tools/call" or "prompts/get" => "name",
            "resources/read" => "uri",
            _ => null,
        };
        if (member is null)
        {
            yield break;
        }

        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement request = document.RootElement.GetProperty("params"u8);
        string name = request.GetProperty(member).GetString()!;
        yield return new("Mcp-Name", Encode(name));
        if (method != "tools/call" || !request.TryGetProperty("arguments"u8, out JsonElement arguments))
        {
            yield break;
        }

        foreach (HeaderParameter parameter in parameters(name))
        {
            if (parameter.ValueIn(arguments) is { } value && Text(value) is { } text)
            {
                yield return new(parameter.Header, Encode(text));
            }
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.TryGetInt64(out long integer) ? integer.ToString(CultureInfo.InvariantCulture) : value.GetRawText(),
        _ => null,
    };

    private static string Encode(string text)
    {
        bool isPlain = text.Length > 0 && text[0] != ' ' && text[^1] != ' ' && text.All(static c => c is >= ' ' and <= '~')
            && !(text.StartsWith(EncodedPrefix, StringComparison.Ordinal) && text.EndsWith(EncodedSuffix, StringComparison.Ordinal));
        return isPlain ? text : EncodedPrefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) + EncodedSuffix;
    }
}
