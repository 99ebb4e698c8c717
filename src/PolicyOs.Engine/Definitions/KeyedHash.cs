using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Engine.Definitions;

/// <summary>HMAC-SHA-256 under the store's key, lower-case hex. Parts are preceded by their length, so that no two lists of parts run together.</summary>
internal static class KeyedHash
{
    private const int OnStack = 512;

    /// <summary>Of one canonical document.</summary>
    public static string Of(JsonElement value, byte[] key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        CanonicalHash.HmacSha256(value, CanonicalForm.Exact, key, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Of several texts.</summary>
    public static string Of(byte[] key, params ReadOnlySpan<string> parts)
    {
        int size = 0;
        foreach (string part in parts)
        {
            size += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        }

        Span<byte> text = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        Span<byte> rest = text;
        foreach (string part in parts)
        {
            int length = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, length);
            rest = rest[(sizeof(int) + length)..];
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        CanonicalHash.HmacSha256(text[..size], key, hash);
        return Convert.ToHexStringLower(hash);
    }
}
