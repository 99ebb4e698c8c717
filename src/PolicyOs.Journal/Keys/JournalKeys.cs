using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace PolicyOs.Journal.Keys;

/// <summary>
/// The keys of one journal: a secret of 32 bytes, from which all symmetric keys derive (HKDF-SHA-256, RFC 5869), and the ECDSA P-256 key
/// that signs anchors. Safe for several threads.
/// </summary>
public sealed class JournalKeys : IDisposable
{
    private const int SecretBytes = 32;

    private readonly byte[] _secret;
    private readonly ECDsa _anchor;
    private readonly Lock _signing = new();
    private readonly ConcurrentDictionary<string, byte[]> _derived = new(StringComparer.Ordinal);

    internal JournalKeys(byte[] secret, ECDsa anchor)
    {
        if (secret.Length != SecretBytes || anchor.KeySize != 256)
        {
            throw new CryptographicException("a journal has a secret of 32 bytes and a P-256 key");
        }

        _secret = secret;
        _anchor = anchor;
        PublicKey = Convert.ToHexStringLower(anchor.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The public half of the anchor key: SubjectPublicKeyInfo (RFC 5280) in lower-case hex.</summary>
    public string PublicKey { get; }

    /// <summary>New keys from the system's randomness.</summary>
    public static JournalKeys Create() => new(RandomNumberGenerator.GetBytes(SecretBytes), ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>HMAC-SHA-256 under a derived key, lower-case hex: how events name arguments and results without telling them (spec 2.5).</summary>
    public string Hash(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Derive("policyos/hash/1"), content, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>A key of 32 bytes for one purpose; other purposes' keys tell nothing about it.</summary>
    public byte[] Derive(string purpose) => _derived.GetOrAdd(
        purpose,
        static (name, secret) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SecretBytes, info: Encoding.UTF8.GetBytes(name)),
        _secret);

    /// <inheritdoc/>
    public void Dispose()
    {
        _anchor.Dispose();
        CryptographicOperations.ZeroMemory(_secret);
        foreach (byte[] key in _derived.Values)
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The secret, for the key file.</summary>
    internal ReadOnlySpan<byte> Secret() => _secret;

    /// <summary>The anchor key as PKCS#8 (RFC 5958), for the key file.</summary>
    internal byte[] AnchorPrivateKey() => _anchor.ExportPkcs8PrivateKey();

    /// <summary>ECDSA over SHA-256, in IEEE P1363 form: 64 bytes.</summary>
    internal byte[] SignAnchor(ReadOnlySpan<byte> bytes)
    {
        lock (_signing)
        {
            return _anchor.SignData(bytes, HashAlgorithmName.SHA256);
        }
    }
}
