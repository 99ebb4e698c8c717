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
    /// <summary>The arguments with the changes; a member that is not there yet is added to the object that is to hold it.</summary>
    /// <returns>Null when a change has no place in this call.</returns>
    public static JsonElement? Apply(ToolContract contract, JsonElement arguments, ImmutableArray<Modification> modifications)
    {
        JsonElement edited = arguments;
        foreach (Modification modification in modifications)
        {
            JsonPath? path = contract.Checkpoints.SelectMany(static c => c.Editable).FirstOrDefault(p => PathText.Of(p) == modification.Path);
            if (path is null || Edit.Of(path, edited, modification.Value) is not { } edit)
            {
                return null;
            }

            edited = edit.Write(edited);
        }

        return edited;
    }

    /// <summary>One change of one document.</summary>
    /// <param name="Places">The values that are replaced, or the object that gets the new member.</param>
    /// <param name="NewMember">The name of a member to add; null to replace.</param>
    /// <param name="Value">The value.</param>
    private sealed record Edit(MaskedNodes Places, string? NewMember, JsonElement Value)
    {
        public static Edit? Of(JsonPath path, JsonElement root, JsonElement value)
        {
            var nodes = new MaskedNodes(root, [path]);
            if (nodes.Selected.Count > 0)
            {
                return new Edit(nodes, null, value);
            }

            if (!path.IsSingular || path.Segments is not [.., { Name: { } name }])
            {
                return null;
            }

            string parent = path.Segments.SkipLast(1).Aggregate("$", static (text, step) => text + step);
            var holder = new MaskedNodes(root, [JsonPath.Parse(parent)]);
            return holder.Selected is [{ ValueKind: JsonValueKind.Object }] ? new Edit(holder, name, value) : null;
        }

        public JsonElement Write(JsonElement root)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                Write(writer, root);
            }

            return JsonElement.Parse(buffer.WrittenSpan);
        }

        private void Write(Utf8JsonWriter writer, JsonElement node)
        {
            bool isHere = Places.Contains(node);
            switch (node.ValueKind)
            {
                case var _ when isHere && NewMember is null:
                    writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(Value));
                    break;
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (JsonProperty member in node.EnumerateObject())
                    {
                        writer.WritePropertyName(JsonText.NameToText(member));
                        Write(writer, member.Value);
                    }

                    if (isHere)
                    {
                        writer.WritePropertyName(NewMember!);
                        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(Value));
                    }

                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (JsonElement element in node.EnumerateArray())
                    {
                        Write(writer, element);
                    }

                    writer.WriteEndArray();
                    break;
                default:
                    writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(node));
                    break;
            }
        }
    }
}
