using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Checks;

/// <summary>Keys under which an envelope keeps its references.</summary>
internal static class EnvelopeKeys
{
    /// <summary>The digest of the key values in the arguments; zero for an envelope without key. False when a key path holds nothing.</summary>
    public static bool TryRead(ImmutableArray<JsonPath> key, JsonElement arguments, ref DigestMemo digests, out UInt128 digest)
    {
        digest = default;
        if (key.IsEmpty)
        {
            return true;
        }

        Span<UInt128> parts = stackalloc UInt128[Math.Min(key.Length, 16)];
        for (int i = 0; i < key.Length; i++)
        {
            if (i == parts.Length || !key[i].TrySelectSingle(arguments, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                return false;
            }

            parts[i] = digests.Of(value);
        }

        digest = key.Length == 1 ? parts[0] : ValueDigest.Of(parts);
        return true;
    }
}
