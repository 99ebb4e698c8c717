using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Json.Canonical;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Definitions;

/// <summary>Tells effective input schemas apart (spec 1.4).</summary>
internal static class SchemaFingerprint
{
    /// <summary>Lower-case hex SHA-256 over the schema and over what the contract leaves out of it or adds.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="schema">The schema that applies; null when there is none.</param>
    public static string Of(Tool tool, JsonElement? schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("schema"u8);
            if (schema is { } known)
            {
                known.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }

            if (tool.Contract is { } contract)
            {
                writer.WriteBoolean("strict"u8, contract.IsStrictArguments);
                writer.WriteBoolean("derived"u8, contract.IsSchemaDerived);
                writer.WriteStartArray("excluded"u8);
                foreach (JsonPath path in contract.SchemaDerivedExclude)
                {
                    writer.WriteStringValue(path.ToString());
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        CanonicalHash.Sha256(JsonElement.Parse(buffer.WrittenSpan), CanonicalForm.Exact, hash);
        return Convert.ToHexStringLower(hash);
    }
}
