using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Definitions;

/// <summary>The keyed hash of a call's idempotency key (spec 2.9).</summary>
internal static class IdempotencyKeys
{
    private const string MetaKey = "policyos/idempotency-key";

    /// <summary>Null when the tool has no block, a key path holds nothing, or the client gave no key.</summary>
    public static string? Of(CompiledBundle bundle, Tool tool, JsonElement arguments, JsonElement meta, string tenant, byte[] key)
    {
        if (tool.Contract?.Idempotency is not { } idempotency)
        {
            return null;
        }

        var parts = new List<string> { "idempotency", tenant, bundle.Name, tool.Name };
        if (idempotency.Key.IsEmpty)
        {
            if (meta.ValueKind != JsonValueKind.Object || !meta.TryGetProperty(MetaKey, out JsonElement given)
                || given.ValueKind != JsonValueKind.String || given.GetString() is not { Length: > 0 } text)
            {
                return null;
            }

            return KeyedHash.Of(key, [.. parts, "client", text]);
        }

        foreach (JsonPath path in idempotency.Key)
        {
            if (!path.TrySelectSingle(arguments, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            parts.Add(KeyedHash.Of(value, key));
        }

        return KeyedHash.Of(key, [.. parts]);
    }
}
