using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Pipeline;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>A tool's definition as the client sees it: the server's, with what the contract declares in its place (spec 3.5).</summary>
internal static class ToolListing
{
    /// <summary>Writes the definition as UTF-8 JSON.</summary>
    public static byte[] Write(Tool tool, JsonElement offered) => MessageBuilder.Object(w =>
    {
        w.WriteString("name"u8, tool.Name);
        foreach (JsonProperty member in offered.EnumerateObject())
        {
            bool isReplaced = member.NameEquals("name"u8) || member.NameEquals("_meta"u8)
                || (member.NameEquals("description"u8) && tool.Description is not null)
                || (member.NameEquals("inputSchema"u8) && tool.InputSchema is not null)
                || (member.NameEquals("outputSchema"u8) && tool.OutputSchema is not null);
            if (!isReplaced)
            {
                w.WriteAsSent(member);
            }
        }

        if (tool.Description is not null)
        {
            w.WriteString("description"u8, tool.Description);
        }

        WriteSchema(w, "inputSchema", tool.InputSchema);
        WriteSchema(w, "outputSchema", tool.OutputSchema);
        w.WriteStartObject("_meta"u8);
        MetaKeys.WriteRest(w, offered.TryGetProperty("_meta"u8, out JsonElement meta) ? meta : null);
        WriteContract(w, tool.Contract!);
        w.WriteEndObject();
    });

    private static void WriteSchema(Utf8JsonWriter writer, string name, JsonElement? declared)
    {
        if (declared is { } schema)
        {
            writer.WritePropertyName(name);
            writer.WriteAsSent(schema);
        }
    }

    private static void WriteContract(Utf8JsonWriter writer, ToolContract contract)
    {
        writer.WriteStartObject("policyos/contract"u8);
        writer.WriteString("side_effect"u8, contract.SideEffect.ToWire());
        if (contract.Tier is { } tier)
        {
            writer.WriteString("tier"u8, tier.ToString());
        }

        writer.WriteBoolean("checkpoint"u8, !contract.Checkpoints.IsEmpty);
        writer.WriteEndObject();
    }
}
