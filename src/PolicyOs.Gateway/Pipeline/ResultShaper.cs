using System.Text.Json;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>A server's result as the client gets it: as sent, with where it comes from and how far it may be believed (spec 3.8).</summary>
internal static class ResultShaper
{
    /// <summary>Writes the result.</summary>
    /// <param name="writer">At a value.</param>
    /// <param name="result">As the server sent it.</param>
    /// <param name="stamp">What is added under <c>_meta</c>.</param>
    public static void Write(Utf8JsonWriter writer, JsonElement result, ObservationStamp stamp)
    {
        JsonElement? meta = null;
        writer.WriteStartObject();
        foreach (JsonProperty member in result.EnumerateObject())
        {
            if (member.NameEquals("_meta"u8) && member.Value.ValueKind == JsonValueKind.Object)
            {
                meta = member.Value;
            }
            else if (!RelayParams.IsOfTheHop(member))
            {
                SentByServer.Write(writer, member);
            }
        }

        writer.WriteStartObject("_meta"u8);
        MetaKeys.WriteRest(writer, meta);
        stamp.Write(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
