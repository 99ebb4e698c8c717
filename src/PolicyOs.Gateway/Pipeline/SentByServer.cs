using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>
/// What a server sent, as it sent it, without the keys that stop at the gateway in the <c>_meta</c> of anything in it: of a content block, of a
/// resource that it holds, of an error (spec 3.1). Structured content is the tool's own data and stays whole.
/// </summary>
internal static class SentByServer
{
    /// <summary>Writes a member.</summary>
    public static void Write(Utf8JsonWriter writer, JsonProperty member)
    {
        if (HoldsAny(member))
        {
            WriteRest(writer, member);
        }
        else
        {
            writer.WriteAsSent(member);
        }
    }

    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (HoldsAny(value))
        {
            WriteRest(writer, value);
        }
        else
        {
            writer.WriteAsSent(value);
        }
    }

    /// <summary>Whether a value holds keys that stop here.</summary>
    public static bool HoldsAny(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => AnyMember(value),
        JsonValueKind.Array => AnyItem(value),
        _ => false,
    };

    private static bool HoldsAny(JsonProperty member) => member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        && !IsData(member) && (IsMeta(member) ? MetaKeys.HasAny(member.Value) : HoldsAny(member.Value));

    private static bool AnyMember(JsonElement value)
    {
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (HoldsAny(member))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyItem(JsonElement value)
    {
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (HoldsAny(item))
            {
                return true;
            }
        }

        return false;
    }

    // Not looked through again on the way down: what is nested deeply is read twice, and not once for each level.
    private static void WriteRest(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    WriteRest(writer, member);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    WriteRest(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteAsSent(value);
                break;
        }
    }

    private static void WriteRest(Utf8JsonWriter writer, JsonProperty member)
    {
        if (IsData(member))
        {
            writer.WriteAsSent(member);
            return;
        }

        writer.WritePropertyName(member.Name);
        if (IsMeta(member))
        {
            writer.WriteStartObject();
            MetaKeys.WriteRest(writer, member.Value);
            writer.WriteEndObject();
        }
        else
        {
            WriteRest(writer, member.Value);
        }
    }

    private static bool IsMeta(JsonProperty member) => member.NameEquals("_meta"u8) && member.Value.ValueKind == JsonValueKind.Object;

    private static bool IsData(JsonProperty member) => member.NameEquals("structuredContent"u8);
}
