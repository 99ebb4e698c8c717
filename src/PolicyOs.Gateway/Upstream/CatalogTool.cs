using System.Text.Json;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Gateway.Upstream;

/// <summary>A declared tool that its server offers.</summary>
/// <param name="Definition">Its compiled schemas.</param>
/// <param name="AsSent">The server's definition.</param>
/// <param name="Listing">The definition as the client sees it, UTF-8 JSON.</param>
/// <param name="Problem">Why it cannot be trusted or called; null when it can.</param>
internal sealed record CatalogTool(ToolDefinition Definition, JsonElement AsSent, byte[] Listing, string? Problem);
