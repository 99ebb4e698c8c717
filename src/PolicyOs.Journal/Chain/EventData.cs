using System.Text.Json;

namespace PolicyOs.Journal.Chain;

/// <summary>The data of an event in canonical form: the one place that decides what canonical means here.</summary>
internal static class EventData
{
    /// <summary>Bytes that the data of one event may have (spec 5.1).</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>The canonical form of a JSON object.</summary>
    /// <exception cref="ArgumentException">Not a JSON object, or too large: a defect of the caller.</exception>
    public static byte[] Canonical(ReadOnlyMemory<byte> data)
    {
        if (data.Length > MaxBytes)
        {
            throw new ArgumentException($"event data of {data.Length} bytes; {MaxBytes} is the most");
        }

        try
        {
            using var document = JsonDocument.Parse(data);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ArgumentException("event data is not a JSON object");
            }

            var buffer = new JsonBuffer();
            Write(buffer, document.RootElement);
            return buffer.Written.ToArray();
        }
        catch (JsonException e)
        {
            throw new ArgumentException("event data is not JSON: " + e.Message, e);
        }
    }

    private static void Write(JsonBuffer buffer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                char before = '{';
                foreach (JsonProperty member in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    buffer.Raw([(byte)before]);
                    buffer.Text(member.Name);
                    buffer.Raw(":"u8);
                    Write(buffer, member.Value);
                    before = ',';
                }

                buffer.Raw(before == '{' ? "{}"u8 : "}"u8);
                break;
            case JsonValueKind.Array:
                char separator = '[';
                foreach (JsonElement item in element.EnumerateArray())
                {
                    buffer.Raw([(byte)separator]);
                    Write(buffer, item);
                    separator = ',';
                }

                buffer.Raw(separator == '[' ? "[]"u8 : "]"u8);
                break;
            case JsonValueKind.String:
                buffer.Text(element.GetString());
                break;
            default:
                buffer.Raw(System.Text.Encoding.UTF8.GetBytes(element.GetRawText()));
                break;
        }
    }
}
