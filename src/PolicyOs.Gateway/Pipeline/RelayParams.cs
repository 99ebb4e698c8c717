using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Params of a relayed request: every member as sent, with a clean <c>_meta</c> and this hop's progress token (spec 3.1).</summary>
internal static class RelayParams
{
    /// <summary>Writes the members of <c>params</c>.</summary>
    /// <param name="writer">Inside the params object.</param>
    /// <param name="parameters">As they came; null when absent.</param>
    /// <param name="id">The id that the request goes out under; null when progress is not relayed.</param>
    public static void Write(Utf8JsonWriter writer, JsonElement? parameters, RpcId? id)
    {
        if (parameters is not { ValueKind: JsonValueKind.Object } members)
        {
            return;
        }

        foreach (JsonProperty member in members.EnumerateObject())
        {
            // Answers to prompts belong to the hop that asked.
            if (member.Name is "inputResponses" or "requestState")
            {
                continue;
            }

            if (member.NameEquals("_meta"u8) && member.Value.ValueKind == JsonValueKind.Object)
            {
                WriteMeta(writer, member.Value, id);
            }
            else
            {
                writer.WriteAsSent(member);
            }
        }
    }

    /// <summary>Writes a result as sent, without what stops at the gateway.</summary>
    public static void WriteResult(Utf8JsonWriter writer, JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Object || !result.TryGetProperty("_meta"u8, out JsonElement meta)
            || meta.ValueKind != JsonValueKind.Object || !MetaKeys.HasAny(meta))
        {
            writer.WriteAsSent(result);
            return;
        }

        writer.WriteStartObject();
        Write(writer, result, null);
        writer.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter writer, JsonElement meta, RpcId? id)
    {
        writer.WriteStartObject("_meta"u8);
        MetaKeys.WriteRest(writer, meta, except: "progressToken");
        if (id is { } token && meta.TryGetProperty("progressToken"u8, out _))
        {
            writer.WritePropertyName("progressToken"u8);
            writer.WriteRawValue(token.Raw, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }
}
