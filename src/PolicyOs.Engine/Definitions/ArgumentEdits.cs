using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Secrets;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Path;
using PolicyOs.Json.Text;

namespace PolicyOs.Engine.Definitions;

/// <summary>Puts the values that approvers changed into arguments.</summary>
internal static class ArgumentEdits
{
    /// <summary>The arguments with the changes.</summary>
    /// <returns>Null when a change has no place: the call has no such argument.</returns>
    public static JsonElement? Apply(ToolContract contract, JsonElement arguments, ImmutableArray<Modification> modifications)
    {
        JsonElement edited = arguments;
        foreach (Modification modification in modifications)
        {
            JsonPath? path = contract.Checkpoints.SelectMany(static c => c.Editable).FirstOrDefault(p => PathText.Of(p) == modification.Path);
            var nodes = new MaskedNodes(edited, path is null ? [] : [path]);
            if (nodes.Selected.Count == 0)
            {
                return null;
            }

            edited = Rewrite(edited, nodes, modification.Value);
        }

        return edited;
    }

    private static JsonElement Rewrite(JsonElement root, MaskedNodes replaced, JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, root, replaced, value);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement node, MaskedNodes replaced, JsonElement value)
    {
        switch (node.ValueKind)
        {
            case var _ when replaced.Contains(node):
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value));
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in node.EnumerateObject())
                {
                    writer.WritePropertyName(JsonText.NameToText(member));
                    Write(writer, member.Value, replaced, value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement element in node.EnumerateArray())
                {
                    Write(writer, element, replaced, value);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(node));
                break;
        }
    }
}
