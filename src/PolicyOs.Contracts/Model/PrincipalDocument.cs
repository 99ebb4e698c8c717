using System.Buffers;
using System.Text.Json;

namespace PolicyOs.Contracts.Model;

/// <summary>The JSON document that policy conditions on a principal read.</summary>
internal static class PrincipalDocument
{
    internal static JsonElement Build(Principal principal)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty attribute in principal.Attributes.EnumerateObject())
            {
                // What the gateway knows itself is never overridden by an attribute of the same name.
                if (attribute.Name is not ("id" or "type" or "roles" or "permissions" or "tenant" or "attributes"))
                {
                    attribute.WriteTo(writer);
                }
            }

            principal.WriteMembers(writer);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
