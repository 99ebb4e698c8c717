using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyOs.Json.Path;
using PolicyOs.Json.Text;

namespace PolicyOs.Engine.Secrets;

/// <summary>Documents with sensitive values and secrets replaced (spec 2.8, 3.8, 3.9). What is not replaced stays as it was written.</summary>
public static class Masking
{
    /// <summary>How everything begins that stands in place of a value.</summary>
    public const string Mark = "[REDACTED:";

    /// <summary>What stands in place of a value under a <c>sensitive</c> path.</summary>
    public const string Sensitive = Mark + "sensitive]";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A document as people may see it: without sensitive values and secrets.</summary>
    public static JsonElement ForPeople(JsonElement root, ImmutableArray<JsonPath> sensitive) => Mask(root, sensitive, secrets: true);

    /// <summary>A document without sensitive values and, if asked, without secrets.</summary>
    public static JsonElement Mask(JsonElement root, ImmutableArray<JsonPath> sensitive, bool secrets)
    {
        if (root.ValueKind == JsonValueKind.Undefined)
        {
            return root;
        }

        var masked = new MaskedNodes(root, sensitive);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, root, masked, secrets);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, MaskedNodes masked, bool secrets)
    {
        if (masked.Contains(value))
        {
            writer.WriteStringValue(Sensitive);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    string name = JsonText.NameToText(member);
                    writer.WritePropertyName(secrets ? SecretText.Redact(name) : name);
                    Write(writer, member.Value, masked, secrets);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Write(writer, element, masked, secrets);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when secrets && SecretText.KindOf(JsonText.ToText(value)) is not null:
                writer.WriteStringValue(SecretText.Redact(JsonText.ToText(value)));
                break;
            default:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                break;
        }
    }
}
