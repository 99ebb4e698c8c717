using System.Security.Cryptography;

namespace PolicyOs.Json.Canonical;

/// <summary>HMAC-SHA-256 (RFC 2104) with the key taken in beforehand, one a thread: to fetch the algorithm and to take the key in costs more than most hashes.</summary>
internal static class PreparedHmac
{
    [ThreadStatic]
    private static byte[]? t_key;

    [ThreadStatic]
    private static IncrementalHash? t_hash;

    /// <summary>Hashes one text.</summary>
    /// <param name="key">The key; the array is not changed by anybody.</param>
    /// <param name="text">What is hashed.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    public static void Hash(byte[] key, ReadOnlySpan<byte> text, Span<byte> destination)
    {
        IncrementalHash? hash = t_hash;
        if (hash is null || !ReferenceEquals(t_key, key))
        {
            hash?.Dispose();
            t_hash = hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            t_key = key;
        }

        hash.AppendData(text);
        hash.GetHashAndReset(destination);
    }
}
