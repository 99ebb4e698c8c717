using System.Collections.Immutable;

namespace PolicyOs.Gateway;

/// <summary>Versions of the protocol (MCP specification, lifecycle).</summary>
internal static class ProtocolVersions
{
    /// <summary>The newest version of the legacy era; offered when a client asks for one that is not served.</summary>
    public const string NewestLegacy = "2025-11-25";

    /// <summary>Versions with the initialize handshake, oldest first.</summary>
    public static ImmutableArray<string> Legacy { get; } = ["2024-11-05", "2025-03-26", "2025-06-18", NewestLegacy];
}
