using System.Text.Json;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What upstreams are told about the client.</summary>
/// <param name="ProtocolVersion">The version negotiated with the client.</param>
/// <param name="ClientInfo">As the client sent it; null when it sent none.</param>
/// <param name="Capabilities">As the client sent them; null when it sent none.</param>
internal sealed record ClientHello(string ProtocolVersion, JsonElement? ClientInfo, JsonElement? Capabilities)
{
    /// <summary>What the request at hand says that the session is for; null when it says nothing.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether the client speaks without handshake.</summary>
    public bool IsModern => ProtocolVersion == ProtocolVersions.Modern;

    /// <summary>The version to offer to a server with handshake.</summary>
    public string LegacyVersion => IsModern ? ProtocolVersions.NewestLegacy : ProtocolVersion;
}
