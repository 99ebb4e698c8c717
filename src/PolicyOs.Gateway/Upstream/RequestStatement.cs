using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What every request of 2026-07-28 says by itself (MCP specification, per-request protocol fields).</summary>
internal static class RequestStatement
{
    /// <summary>Writes the members of <c>_meta</c>: the client's own identity and capabilities, narrowed as the contract has it.</summary>
    public static void Write(Utf8JsonWriter writer, ClientHello client, ClientRequests allowed, string? logLevel)
    {
        writer.WriteString("io.modelcontextprotocol/protocolVersion"u8, ProtocolVersions.Modern);
        writer.WritePropertyName("io.modelcontextprotocol/clientInfo"u8);
        WriteInfo(writer, client);
        writer.WritePropertyName("io.modelcontextprotocol/clientCapabilities"u8);
        ClientCapabilities.Write(writer, client, allowed);
        if (logLevel is not null)
        {
            writer.WriteString("io.modelcontextprotocol/logLevel"u8, logLevel);
        }
    }

    /// <summary>Writes who the client is, or that it is us where it did not say.</summary>
    public static void WriteInfo(Utf8JsonWriter writer, ClientHello client)
    {
        if (client.ClientInfo is { } info)
        {
            writer.WriteAsSent(info);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("name"u8, "policyos"u8);
        writer.WriteString("version"u8, GatewayVersion.Text);
        writer.WriteEndObject();
    }
}
