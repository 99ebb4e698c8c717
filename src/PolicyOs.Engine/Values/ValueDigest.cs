using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Canonical;
using PolicyOs.Json.Text;

namespace PolicyOs.Engine.Values;

/// <summary>
/// 128 bits that two values have in common exactly when they are equal in the sense of <c>equals</c>: a short string itself, and of
/// everything else SHA-256 over the canonical value. A cryptographic hash, because whoever could make two entities collide could borrow one's
/// history for the other.
/// </summary>
internal static class ValueDigest
{
    private const int ShortBytes = 15;

    // \uXXXX for one byte.
    private const int MaxEscape = 6;

    public static UInt128 Of(JsonElement value)
    {
        if (TryOfShort(value, out UInt128 digest))
        {
            return digest;
        }

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

    /// <summary>A short string is its own digest, after its length: most ids are, and hashing them would be most of a decision's time.</summary>
    public static bool TryOfShort(JsonElement value, out UInt128 digest)
    {
        digest = default;
        if (value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (text.Length <= ShortBytes * MaxEscape && text.Contains((byte)'\\'))
        {
            text = Encoding.UTF8.GetBytes(JsonText.ToText(value));
        }

        if (text.Length > ShortBytes)
        {
            return false;
        }

        Span<byte> packed = stackalloc byte[ShortBytes + 1];
        packed.Clear();
        packed[0] = (byte)text.Length;
        text.CopyTo(packed[1..]);
        digest = BinaryPrimitives.ReadUInt128BigEndian(packed);
        return true;
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
