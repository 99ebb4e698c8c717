using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Verification.Recorded;

/// <summary>Whether something that was kept is the very thing that a journal names by its keyed hash (spec 2.5).</summary>
public static class RecordedHash
{
    /// <summary>True when nothing of the document was masked or changed since.</summary>
    public static bool IsOf(JsonElement document, string hash, byte[] key)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        CanonicalHash.HmacSha256(document, CanonicalForm.Exact, key, digest);
        return Convert.ToHexStringLower(digest) == hash;
    }
}
