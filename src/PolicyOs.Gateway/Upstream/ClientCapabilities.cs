using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What a server is told of the client's capabilities: the client's own, narrowed by <c>client_requests</c> (spec 3.1).</summary>
internal static class ClientCapabilities
{
    /// <summary>Writes the capabilities object. Tasks are hidden: their calls would settle behind the gateway's back.</summary>
    public static void Write(Utf8JsonWriter writer, ClientHello client, ClientRequests allowed)
    {
        writer.WriteStartObject();
        if (client.Capabilities is { } capabilities)
        {
            foreach (JsonProperty capability in capabilities.EnumerateObject())
            {
                bool goesOn = capability.Name switch
                {
                    "elicitation" => allowed.Elicitation,
                    "sampling" => allowed.Sampling,
                    "roots" => allowed.Roots,
                    "tasks" => false,
                    _ => true,
                };
                if (goesOn && capability.NameEquals("extensions"u8) && capability.Value.ValueKind == JsonValueKind.Object)
                {
                    WriteExtensions(writer, capability.Value);
                }
                else if (goesOn)
                {
                    writer.WriteAsSent(capability);
                }
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteExtensions(Utf8JsonWriter writer, JsonElement extensions)
    {
        writer.WriteStartObject("extensions"u8);
        foreach (JsonProperty extension in extensions.EnumerateObject().Where(static e => !e.NameEquals("io.modelcontextprotocol/tasks"u8)))
        {
            writer.WriteAsSent(extension);
        }

        writer.WriteEndObject();
    }
}
