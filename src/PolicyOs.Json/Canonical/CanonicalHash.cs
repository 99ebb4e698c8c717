using System.Security.Cryptography;
using System.Text.Json;

namespace PolicyOs.Json.Canonical;

/// <summary>
/// Hashes of a value's canonical form, computed as it is written. Whatever <see cref="Strict.StrictReader"/> lets through has a hash in
/// <see cref="CanonicalForm.Exact"/>; else see <see cref="CanonicalJson.TryWrite"/> for what has none.
/// </summary>
public static class CanonicalHash
{
    /// <summary>SHA-256 (FIPS 180-4) of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="form">The form that is hashed.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="InvalidOperationException">The value has no canonical form.</exception>
    public static void Sha256(JsonElement value, CanonicalForm form, Span<byte> destination)
    {
        using var sink = new HashSink(key: null);
        CanonicalJson.Write(value, sink, form);
        sink.Finish(destination);
    }

    /// <summary>HMAC-SHA-256 (RFC 2104) of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="form">The form that is hashed.</param>
    /// <param name="key">The key.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="InvalidOperationException">The value has no canonical form.</exception>
    public static void HmacSha256(JsonElement value, CanonicalForm form, byte[] key, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var sink = new HashSink(key);
        CanonicalJson.Write(value, sink, form);
        sink.Finish(destination);
    }

    /// <summary>HMAC-SHA-256 (RFC 2104) of bytes that have one form only.</summary>
    /// <param name="text">The bytes.</param>
    /// <param name="key">The key.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    public static void HmacSha256(ReadOnlySpan<byte> text, byte[] key, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(key);
        PreparedHmac.Hash(key, text, destination);
    }

    /// <summary>Adds a value to a hash that covers more than this value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="form">The form that is hashed.</param>
    /// <param name="hash">The hash; the caller keeps it.</param>
    /// <exception cref="InvalidOperationException">The value has no canonical form.</exception>
    public static void Append(JsonElement value, CanonicalForm form, IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        using var sink = new HashSink(hash);
        CanonicalJson.Write(value, sink, form);
        sink.Drain();
    }
}
