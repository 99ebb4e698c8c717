using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A client of 2026-07-28 on a gateway's standard streams: no handshake, every request says who asks.</summary>
internal sealed class ModernLines(GatewayProcess gateway)
{
    private const string Meta =
        """ "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}} """;

    private int _last;

    /// <summary>Sends a request; its answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">JSON members, with a comma at the end; or nothing.</param>
    public Task<JsonElement> RequestAsync(string method, string parameters = "")
    {
        string id = $"\"modern-{++_last}\"";
        gateway.Send($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}","params":{{{{parameters}}}{{{Meta}}}}}""");
        return gateway.AnswerAsync(id);
    }

    /// <summary>Opens the stream that tells of changed tools; ends when the gateway has acknowledged it.</summary>
    public Task<JsonElement> ListenAsync()
    {
        gateway.Send($$$"""{"jsonrpc":"2.0","id":"listen","method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},{{{Meta}}}}}""");
        return gateway.NextAsync(message => Method(message) == "notifications/subscriptions/acknowledged");
    }

    /// <summary>Calls a tool.</summary>
    public async Task<ToolAnswer> CallAsync(string tool, string arguments = "{}") =>
        new(await RequestAsync("tools/call", $$""" "name":"{{tool}}","arguments":{{arguments}},"""));

    /// <summary>The names of the tools that are listed now.</summary>
    public async Task<string[]> ToolsAsync() =>
        [.. (await RequestAsync("tools/list")).GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];

    /// <summary>A message's method; null for an answer.</summary>
    public static string? Method(JsonElement message) => message.TryGetProperty("method", out JsonElement method) ? method.GetString() : null;
}
