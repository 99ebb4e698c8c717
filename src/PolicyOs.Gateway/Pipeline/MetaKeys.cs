using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Keys of <c>_meta</c> that stop at the gateway (spec 3.1).</summary>
internal static class MetaKeys
{
    // They describe one connection; the next hop states its own.
    private static readonly string[] s_connection =
    [
        "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientInfo", "io.modelcontextprotocol/clientCapabilities",
        "io.modelcontextprotocol/serverInfo", "io.modelcontextprotocol/logLevel", "io.modelcontextprotocol/subscriptionId",
    ];

    /// <summary>Whether a key is the gateway's own or a connection's.</summary>
    public static bool StopsHere(JsonProperty member)
    {
        ReadOnlySpan<char> name = member.Name;
        return name.StartsWith("policyos/", StringComparison.OrdinalIgnoreCase) || s_connection.AsSpan().Contains(member.Name);
    }

    /// <summary>Whether an object holds any such key.</summary>
    public static bool HasAny(JsonElement meta)
    {
        foreach (JsonProperty member in meta.EnumerateObject())
        {
            if (StopsHere(member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the members that go on; those of <paramref name="except"/> are left out too.</summary>
    public static void WriteRest(Utf8JsonWriter writer, JsonElement? meta, ReadOnlySpan<string> except = default)
    {
        if (meta is not { ValueKind: JsonValueKind.Object } members)
        {
            return;
        }

        foreach (JsonProperty member in members.EnumerateObject())
        {
            if (!StopsHere(member) && !except.Contains(member.Name))
            {
                writer.WriteAsSent(member);
            }
        }
    }
}
