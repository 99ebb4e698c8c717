using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyOs.Gateway.Wire;

/// <summary>Copies parsed JSON as it was written, so that numbers, escapes and unknown members arrive as they were sent (spec 3.1).</summary>
internal static class RawJson
{
    /// <summary>Writes a value as it stands in the message it was parsed from.</summary>
    public static void WriteAsSent(this Utf8JsonWriter writer, JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            writer.WriteRawValue(raw, skipInputValidation: true);
        }
        else
        {
            // A line is a message: a value that was laid out over several is written anew.
            value.WriteTo(writer);
        }
    }

    /// <summary>Writes a member as it stands in the message it was parsed from.</summary>
    public static void WriteAsSent(this Utf8JsonWriter writer, JsonProperty member)
    {
        writer.WritePropertyName(member.Name);
        writer.WriteAsSent(member.Value);
    }
}
