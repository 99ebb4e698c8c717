using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Modern;

/// <summary>Results as 2026-07-28 wants them: <c>resultType</c>, caching hints, and who answers (basic, responses; caching).</summary>
internal static class ModernResult
{
    private const string ServerInfo = "io.modelcontextprotocol/serverInfo";

    /// <summary>Adds what the era asks for to a result that was written without it; what an upstream said of these is its own hop's.</summary>
    /// <param name="write">Writes the result.</param>
    /// <param name="isCacheable">Whether it says how long it may be kept: not at all, and by nobody else, because policy narrowed it.</param>
    public static Action<Utf8JsonWriter> Complete(Action<Utf8JsonWriter> write, bool isCacheable)
    {
        // Built first: one message is not built while another is.
        byte[] plain = MessageBuilder.Value(write);
        return w =>
        {
            using JsonDocument document = JsonDocument.Parse(plain);
            Write(w, document.RootElement, isCacheable);
        };
    }

    /// <summary>Writes an input_required result.</summary>
    public static void WriteInputRequired(Utf8JsonWriter writer, ClientAnswer.InputRequired required)
    {
        writer.WriteStartObject();
        writer.WriteString("resultType"u8, "input_required"u8);
        if (required.Requests is { } requests)
        {
            writer.WriteStartObject("inputRequests"u8);
            requests(writer);
            writer.WriteEndObject();
        }

        writer.WriteString("requestState"u8, required.State);
        WriteMeta(writer, null);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement result, bool isCacheable)
    {
        JsonElement? meta = null;
        writer.WriteStartObject();
        writer.WriteString("resultType"u8, "complete"u8);
        foreach (JsonProperty member in result.EnumerateObject())
        {
            if (member.NameEquals("_meta"u8) && member.Value.ValueKind == JsonValueKind.Object)
            {
                meta = member.Value;
            }
            else if (!member.NameEquals("resultType"u8) && !(isCacheable && (member.NameEquals("ttlMs"u8) || member.NameEquals("cacheScope"u8))))
            {
                writer.WriteAsSent(member);
            }
        }

        if (isCacheable)
        {
            writer.WriteNumber("ttlMs"u8, 0);
            writer.WriteString("cacheScope"u8, "private"u8);
        }

        WriteMeta(writer, meta);
        writer.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter writer, JsonElement? meta)
    {
        writer.WriteStartObject("_meta"u8);
        if (meta is { } members)
        {
            foreach (JsonProperty member in members.EnumerateObject().Where(member => member.Name != ServerInfo))
            {
                writer.WriteAsSent(member);
            }
        }

        writer.WriteStartObject(ServerInfo);
        writer.WriteString("name"u8, "policyos"u8);
        writer.WriteString("version"u8, GatewayVersion.Text);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
