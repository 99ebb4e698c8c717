using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>Requests of 2026-07-28 to a gateway over HTTP.</summary>
internal static class ModernHttp
{
    private const string Version = "2026-07-28";

    private static readonly HttpClient s_http = new() { Timeout = GatewayProcess.Patience };

    /// <summary>Calls a tool.</summary>
    /// <param name="url">The gateway's endpoint.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="arguments">JSON.</param>
    /// <param name="handle">The session's; null for none.</param>
    /// <param name="headers">More headers.</param>
    public static async Task<ToolAnswer> CallAsync(string url, string tool, string arguments = "{}", string? handle = null, params (string Name, string? Value)[] headers)
    {
        var meta = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = Version,
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
        };
        var body = new JsonObject
        {
            ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "tools/call",
            ["params"] = new JsonObject { ["name"] = tool, ["arguments"] = JsonNode.Parse(arguments), ["_meta"] = meta },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        foreach ((string name, string? value) in new[]
        {
            ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", Version), ("Mcp-Method", "tools/call"), ("Mcp-Name", tool), ("Policyos-Session-Id", handle),
        }.Concat(headers))
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        using HttpResponseMessage response = await s_http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        string json = text.StartsWith('{') ? text : text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal))["data: ".Length..];
        return new(JsonElement.Parse(json));
    }
}
