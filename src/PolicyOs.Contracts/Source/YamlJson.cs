using System.Buffers;
using System.Text.Json;

namespace PolicyOs.Contracts.Source;

/// <summary>A YAML node as JSON; numbers keep their text.</summary>
internal static class YamlJson
{
    /// <summary>The element, or the first node that JSON cannot hold.</summary>
    internal static bool TryConvert(YamlNode node, out JsonElement element, out YamlNode? offending)
    {
        offending = FindNotFinite(node);
        if (offending is not null)
        {
            element = default;
            return false;
        }

        element = Element(node);
        return true;
    }

    /// <summary>A string as JSON.</summary>
    internal static JsonElement Text(string text) => Element(new YamlNode.Scalar(default, ScalarKind.String, text));

    private static JsonElement Element(YamlNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            Write(node, writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(YamlNode node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                writer.WriteStartObject();
                foreach (YamlEntry entry in mapping.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(entry.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case YamlNode.Sequence sequence:
                writer.WriteStartArray();
                foreach (YamlNode item in sequence.Items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case YamlNode.Scalar { Kind: ScalarKind.String } text:
                writer.WriteStringValue(text.Text);
                break;
            case YamlNode.Scalar scalar:
                writer.WriteRawValue(scalar.Text, skipInputValidation: true);
                break;
        }
    }

    private static YamlNode? FindNotFinite(YamlNode node) => node switch
    {
        YamlNode.Scalar { Kind: ScalarKind.NotFinite } => node,
        YamlNode.Sequence sequence => sequence.Items.Select(FindNotFinite).FirstOrDefault(n => n is not null),
        YamlNode.Mapping mapping => mapping.Entries.Select(e => FindNotFinite(e.Value)).FirstOrDefault(n => n is not null),
        _ => null,
    };
}
