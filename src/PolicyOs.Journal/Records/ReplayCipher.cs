using System.Security.Cryptography;
using System.Text;
using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Records;

/// <summary>Encrypts results kept for replay: AES-256-GCM, the key derived from the journal's, the record's hash as associated data.</summary>
internal static class ReplayCipher
{
    /// <summary>Bytes of a nonce; every encryption needs a fresh random one.</summary>
    public const int NonceBytes = 12;

    private const int TagBytes = 16;
    private const string Purpose = "policyos/replay/1";

    /// <summary>Nonce, cipher text and tag.</summary>
    public static byte[] Encrypt(JournalKeys keys, string hash, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> content)
    {
        byte[] encrypted = new byte[NonceBytes + content.Length + TagBytes];
        nonce.CopyTo(encrypted);
        using var aes = new AesGcm(keys.Derive(Purpose), TagBytes);
        aes.Encrypt(nonce, content, encrypted.AsSpan(NonceBytes, content.Length), encrypted.AsSpan(^TagBytes..), Encoding.UTF8.GetBytes(hash));
        return encrypted;
    }

    /// <summary>The content.</summary>
    /// <exception cref="JournalException">The bytes were changed, or belong to another record or journal.</exception>
    public static byte[] Decrypt(JournalKeys keys, string hash, ReadOnlySpan<byte> bytes)
    {
        try
        {
            byte[] content = new byte[Math.Max(0, bytes.Length - NonceBytes - TagBytes)];
            using var aes = new AesGcm(keys.Derive(Purpose), TagBytes);
            aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], content, Encoding.UTF8.GetBytes(hash));
            return content;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new JournalException(JournalFault.Corrupt, $"the result kept for replay under {hash} was changed; resolve its call by hand", e);
        }
    }
}
