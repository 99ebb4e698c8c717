using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Gateway;

/// <summary>Versions of the protocol (MCP specification, versioning).</summary>
internal static class ProtocolVersions
{
    /// <summary>The version without handshake: every request says which version it is of.</summary>
    public const string Modern = "2026-07-28";

    /// <summary>The newest version of the legacy era; offered when a client asks for one that is not served.</summary>
    public const string NewestLegacy = "2025-11-25";

    /// <summary>UnsupportedProtocolVersionError of 2026-07-28.</summary>
    public const int Unsupported = -32022;

    /// <summary>Versions with the initialize handshake, oldest first.</summary>
    public static ImmutableArray<string> Legacy { get; } = ["2024-11-05", "2025-03-26", "2025-06-18", NewestLegacy];

    /// <summary>Writes an array of every version served, newest first.</summary>
    public static void WriteSupported(Utf8JsonWriter writer, bool withModern)
    {
        writer.WriteStartArray();
        if (withModern)
        {
            writer.WriteStringValue(Modern);
        }

        foreach (string version in Legacy.Reverse())
        {
            writer.WriteStringValue(version);
        }

        writer.WriteEndArray();
    }
}
