using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Engine.Values;

/// <summary>
/// 128 bits of SHA-256 over canonical values: two values have one digest exactly when they are equal in the sense of <c>equals</c>.
/// A cryptographic hash, because whoever could make two entities collide could borrow one's history for the other.
/// </summary>
internal static class ValueDigest
{
    public static UInt128 Of(JsonElement value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (value.ValueKind == JsonValueKind.String && !raw.Contains((byte)'\\'))
        {
            // A string without escapes is its own canonical form (RFC 8785, section 3.2.2.2).
            SHA256.HashData(raw, hash);
        }
        else
        {
            CanonicalHash.Sha256(value, CanonicalForm.Exact, hash);
        }

        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>One digest of several digests, in order.</summary>
    public static UInt128 Of(ReadOnlySpan<UInt128> parts)
    {
        Span<byte> bytes = stackalloc byte[parts.Length * 16];
        for (int i = 0; i < parts.Length; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes[(i * 16)..], parts[i]);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
