using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Engine.Definitions;

/// <summary>HMAC-SHA-256 under the store's key, lower-case hex. Parts are preceded by their length, so that no two lists of parts run together.</summary>
internal static class KeyedHash
{
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
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> length = stackalloc byte[4];
        foreach (string part in parts)
        {
            byte[] text = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
            hmac.AppendData(length);
            hmac.AppendData(text);
        }

        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
