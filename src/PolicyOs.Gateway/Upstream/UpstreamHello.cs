using System.Text.Json;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What an upstream said in its answer to initialize.</summary>
/// <param name="ProtocolVersion">The version it chose.</param>
/// <param name="Capabilities">As sent.</param>
/// <param name="ServerInfo">As sent.</param>
/// <param name="Instructions">Null when it sent none.</param>
internal sealed record UpstreamHello(string ProtocolVersion, JsonElement Capabilities, JsonElement ServerInfo, string? Instructions);
