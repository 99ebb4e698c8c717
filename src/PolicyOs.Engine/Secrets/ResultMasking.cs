using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyOs.Json.Path;
using PolicyOs.Json.Text;

namespace PolicyOs.Engine.Secrets;

/// <summary>
/// A tool result as the client may see it (spec 3.8): masked in the structured result; a text block that parses as JSON is masked by the
/// same paths and rewritten; in other text every masked string of four or more characters is replaced.
/// </summary>
public static class ResultMasking
{
    private const int MinimumReplaced = 4;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The masked result; the same element when the contract asks for no masking.</summary>
    /// <param name="result">The result object as MCP sent it.</param>
    /// <param name="sensitive">Paths into the result's data (spec 2.5).</param>
    /// <param name="secrets">Whether secrets are replaced too.</param>
    public static JsonElement Mask(JsonElement result, ImmutableArray<JsonPath> sensitive, bool secrets)
    {
        if (result.ValueKind != JsonValueKind.Object || (sensitive.IsEmpty && (!secrets || IsUntouched(result))))
        {
            return result;
        }

        string[] replaced = ReplacedIn(result, sensitive);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in result.EnumerateObject())
            {
                writer.WritePropertyName(JsonText.NameToText(member));
                switch (JsonText.NameToText(member))
                {
                    case "structuredContent":
                        Masking.Mask(member.Value, sensitive, secrets).WriteTo(writer);
                        break;
                    case "content":
                        WriteStrings(writer, member.Value, text => MaskText(text, sensitive, replaced, secrets));
                        break;
                    default:
                        WriteStrings(writer, member.Value, text => Replace(text, replaced, secrets));
                        break;
                }
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    // Most results hold no secret: to see that in one pass over the document costs less than to look at every string, or to write them again.
    // The quotes between strings are in no mark and no base64, so that nothing is overlooked that is in one of the strings. What cannot be
    // told at a glance is masked the long way, a document inside a text that is escaped once more above all.
    private static bool IsUntouched(JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (!JsonText.IsEscaped(raw))
        {
            return SecretText.IsClearlyFree(raw);
        }

        byte[] text = ArrayPool<byte>.Shared.Rent(raw.Length);
        bool isFree = SecretText.IsClearlyFree(text.AsSpan(0, JsonText.Unescape(raw, text)));
        ArrayPool<byte>.Shared.Return(text, clearArray: true);
        return isFree;
    }

    private static string[] ReplacedIn(JsonElement result, ImmutableArray<JsonPath> sensitive)
    {
        var strings = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement node in new MaskedNodes(Values.ResultData.Of(result), sensitive).Selected)
        {
            Collect(node, strings);
        }

        // Longest first, so that a value inside another one leaves no rest of it.
        return [.. strings.Where(static s => s.Length >= MinimumReplaced).OrderByDescending(static s => s.Length)];
    }

    private static void Collect(JsonElement value, HashSet<string> strings)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                strings.Add(JsonText.ToText(value));
                break;
            case JsonValueKind.Number:
                strings.Add(value.GetRawText());
                break;
            case JsonValueKind.Array:
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Collect(element, strings);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    Collect(member.Value, strings);
                }

                break;
            default:
                break;
        }
    }

    private static string MaskText(string text, ImmutableArray<JsonPath> sensitive, string[] replaced, bool secrets)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..] && Values.ResultData.TryParse(text, out JsonElement document))
        {
            JsonElement masked = Masking.Mask(document, sensitive, secrets);
            string rewritten = masked.GetRawText();
            return rewritten == document.GetRawText() ? Replace(text, replaced, secrets: false) : Replace(rewritten, replaced, secrets: false);
        }

        return Replace(text, replaced, secrets);
    }

    private static string Replace(string text, string[] replaced, bool secrets)
    {
        foreach (string value in replaced)
        {
            text = text.Replace(value, Masking.Sensitive, StringComparison.Ordinal);
        }

        return secrets ? SecretText.Redact(text) : text;
    }

    private static void WriteStrings(Utf8JsonWriter writer, JsonElement value, Func<string, string> change)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    writer.WritePropertyName(JsonText.NameToText(member));
                    WriteStrings(writer, member.Value, change);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement element in value.EnumerateArray())
                {
                    WriteStrings(writer, element, change);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                string text = JsonText.ToText(value);
                string changed = change(text);
                if (ReferenceEquals(text, changed) || text == changed)
                {
                    goto default;
                }

                writer.WriteStringValue(changed);
                break;
            default:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                break;
        }
    }
}
