using System.Text.Json;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>
/// An error of a server's, as it sent it, but for what could be taken for a decision of the gateway: <c>data.policyos</c>, where the gateway's own
/// errors say what was decided (spec 3.7; docs/decisions/0012).
/// </summary>
internal static class ServerError
{
    /// <summary>Whether it could be taken for a decision.</summary>
    public static bool LooksLikeDecision(JsonElement error) =>
        error.TryGetProperty("data"u8, out JsonElement data) && data.ValueKind == JsonValueKind.Object && data.EnumerateObject().Any(IsDecision);

    /// <summary>Writes the error object.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement error)
    {
        if (!LooksLikeDecision(error))
        {
            SentByServer.Write(writer, error);
            return;
        }

        writer.WriteStartObject();
        foreach (JsonProperty member in error.EnumerateObject())
        {
            if (member.NameEquals("data"u8))
            {
                WriteRest(writer, member.Value);
            }
            else
            {
                SentByServer.Write(writer, member);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteRest(Utf8JsonWriter writer, JsonElement data)
    {
        writer.WriteStartObject("data"u8);
        foreach (JsonProperty member in data.EnumerateObject().Where(static member => !IsDecision(member)))
        {
            SentByServer.Write(writer, member);
        }

        writer.WriteEndObject();
    }

    private static bool IsDecision(JsonProperty member) => member.Name.Equals("policyos", StringComparison.OrdinalIgnoreCase);
}
