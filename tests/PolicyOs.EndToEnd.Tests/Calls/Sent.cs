using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Calls;

/// <summary>What the fake upstream was sent.</summary>
internal static class Sent
{
    /// <summary>How often one of its tools was called.</summary>
    public static async Task<int> CountAsync(GatewayProcess gateway, string tool) =>
        JsonElement.Parse((await gateway.CallAsync("received")).Text).EnumerateArray().Select(line => JsonElement.Parse(line.GetString()!))
            .Count(line => line.GetProperty("method").GetString() == "tools/call" && line.GetProperty("params").GetProperty("name").GetString() == tool);
}
