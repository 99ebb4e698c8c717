using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Engine.Definitions;

/// <summary>What of an upstream's tool definition is pinned (spec 3.6).</summary>
public static class PinnedDefinition
{
    private static readonly string[] Members = ["name", "title", "description", "inputSchema", "outputSchema", "annotations", "icons", "execution", "_meta"];

    /// <summary>Lower-case hex SHA-256 over the canonical pinned members; the empty string where there is no definition.</summary>
    public static string Digest(JsonElement? definition)
    {
        if (definition is not { ValueKind: JsonValueKind.Object } known)
        {
            return string.Empty;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (string member in Members)
            {
                if (known.TryGetProperty(member, out JsonElement value))
                {
                    writer.WritePropertyName(member);
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        CanonicalHash.Sha256(JsonElement.Parse(buffer.WrittenSpan), CanonicalForm.Exact, hash);
        return Convert.ToHexStringLower(hash);
    }
}
