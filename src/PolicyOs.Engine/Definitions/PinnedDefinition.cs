using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Engine.Definitions;

/// <summary>What of an upstream's definition is pinned (spec 3.6).</summary>
public static class PinnedDefinition
{
    private static readonly string[] s_tool = ["name", "title", "description", "inputSchema", "outputSchema", "annotations", "icons", "execution", "_meta"];
    private static readonly string[] s_prompt = ["name", "title", "description", "arguments", "icons", "_meta"];
    private static readonly string[] s_resource = ["uri", "name", "title", "description", "mimeType", "icons", "_meta"];
    private static readonly string[] s_template = ["uriTemplate", "name", "title", "description", "mimeType", "icons", "_meta"];

    /// <summary>Lower-case hex SHA-256 over the canonical pinned members of a tool; the empty string where there is no definition.</summary>
    public static string Digest(JsonElement? definition) =>
        definition is { ValueKind: JsonValueKind.Object } known ? Digest(known, PinnedKind.Tool) : string.Empty;

    /// <summary>Lower-case hex SHA-256 over the canonical pinned members of a definition.</summary>
    public static string Digest(JsonElement definition, PinnedKind kind)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        CanonicalHash.Sha256(Of(definition, kind), CanonicalForm.Exact, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The pinned members of a definition, and nothing else of it. Size and dates of a resource are not pinned: they change as it does.</summary>
    public static JsonElement Of(JsonElement definition, PinnedKind kind)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (string member in Members(kind))
            {
                if (definition.TryGetProperty(member, out JsonElement value))
                {
                    writer.WritePropertyName(member);
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static string[] Members(PinnedKind kind) => kind switch
    {
        PinnedKind.Tool => s_tool,
        PinnedKind.Prompt => s_prompt,
        PinnedKind.Resource => s_resource,
        _ => s_template,
    };
}
