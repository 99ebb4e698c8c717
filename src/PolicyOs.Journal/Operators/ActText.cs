using System.Text.Json;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Operators;

/// <summary>
/// What an operator signs: canonical JSON of data, journal, operator, previous, stream, time, type. <c>previous</c> is the hash of the event
/// that the act follows, so the signature holds in that journal, in that stream, directly after that history, and nowhere a second time.
/// </summary>
internal static class ActText
{
    /// <summary>The member of an event's data that carries name, signature and time.</summary>
    public const string Member = "operator";

    /// <summary>The text.</summary>
    /// <param name="journal">The journal's id.</param>
    /// <param name="stream">The stream that the act is appended to.</param>
    /// <param name="previous">Hash of the stream's last event; empty when it has none.</param>
    /// <param name="name">Who acts.</param>
    /// <param name="time">When it was signed.</param>
    /// <param name="type">The event's type.</param>
    /// <param name="data">The event's data in canonical form, without <see cref="Member"/>.</param>
    public static byte[] Write(string journal, string stream, string? previous, string name, string time, string type, ReadOnlySpan<byte> data)
    {
        var buffer = new JsonBuffer();
        buffer.Raw("{\"data\":"u8);
        buffer.Raw(data);
        buffer.Raw(",\"journal\":"u8);
        buffer.Text(journal);
        buffer.Raw(",\"operator\":"u8);
        buffer.Text(name);
        buffer.Raw(",\"previous\":"u8);
        buffer.Text(previous ?? "");
        buffer.Raw(",\"stream\":"u8);
        buffer.Text(stream);
        buffer.Raw(",\"time\":"u8);
        buffer.Text(time);
        buffer.Raw(",\"type\":"u8);
        buffer.Text(type);
        buffer.Raw("}"u8);
        return buffer.Written.ToArray();
    }

    /// <summary>Data with the member added, or in place of the one it had; without it when there is nothing to add.</summary>
    public static byte[] With(ReadOnlyMemory<byte> data, Action<Utf8JsonWriter>? member)
    {
        using var json = JsonDocument.Parse(data);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(data.Length + 256);
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in json.RootElement.EnumerateObject())
            {
                if (property.Name != Member)
                {
                    property.WriteTo(writer);
                }
            }

            if (member is not null)
            {
                writer.WritePropertyName(Member);
                member(writer);
            }

            writer.WriteEndObject();
        }

        return EventData.Canonical(bytes.WrittenMemory);
    }
}
