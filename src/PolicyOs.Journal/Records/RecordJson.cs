using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyOs.Journal.Records;

/// <summary>Writes the JSON of records.</summary>
internal static class RecordJson
{
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();

        // Numbers of results are written as they came, beyond what a double holds.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
