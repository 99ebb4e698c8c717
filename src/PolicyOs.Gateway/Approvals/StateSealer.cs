using System.Buffers.Text;
using System.Security.Cryptography;

namespace PolicyOs.Gateway.Approvals;

/// <summary>
/// Seals request states: AES-256-GCM (NIST SP 800-38D) under a key that HKDF-SHA-256 (RFC 5869) derives from the store's. A client can
/// carry a state, and neither read nor change it (spec 3.10).
/// </summary>
internal sealed class StateSealer : IDisposable
{
    /// <summary>A longer one was not sealed here, characters.</summary>
    public const int MaxLength = 256 * 1024;

    private const byte Format = 1;
    private const int KeyIdLength = 8;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = 1 + KeyIdLength + NonceLength;

    private readonly (byte[] Id, AesGcm Cipher)[] _keys;

    /// <summary>Seals under one key, and opens what that one or the one before it sealed.</summary>
    /// <param name="key">The store's key.</param>
    /// <param name="previous">The key before it; null when there was none.</param>
    public StateSealer(byte[] key, byte[]? previous) => _keys = previous is null ? [Derive(key)] : [Derive(key), Derive(previous)];

    /// <summary>Seals a state.</summary>
    public string Seal(RequestState state)
    {
        byte[] plain = state.Write();
        (byte[] id, AesGcm cipher) = _keys[0];
        byte[] box = new byte[HeaderLength + plain.Length + TagLength];
        box[0] = Format;
        id.CopyTo(box, 1);
        RandomNumberGenerator.Fill(box.AsSpan(1 + KeyIdLength, NonceLength));
        cipher.Encrypt(
            box.AsSpan(1 + KeyIdLength, NonceLength), plain, box.AsSpan(HeaderLength, plain.Length), box.AsSpan(HeaderLength + plain.Length),
            box.AsSpan(0, HeaderLength));
        return Base64Url.EncodeToString(box);
    }

    /// <summary>Opens a state; null when it was not sealed here, or was changed since.</summary>
    public RequestState? Open(string text)
    {
        // Decoders accept what they would not write; a state is the very text that was given out.
        if (text.Length > MaxLength || !Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: >= HeaderLength + TagLength } box
            || Base64Url.EncodeToString(box) != text || box[0] != Format)
        {
            return null;
        }

        foreach ((byte[] id, AesGcm cipher) in _keys)
        {
            if (box.AsSpan(1, KeyIdLength).SequenceEqual(id))
            {
                return Open(box, cipher);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, AesGcm cipher) in _keys)
        {
            cipher.Dispose();
        }
    }

    private static RequestState? Open(byte[] box, AesGcm cipher)
    {
        byte[] plain = new byte[box.Length - HeaderLength - TagLength];
        try
        {
            cipher.Decrypt(
                box.AsSpan(1 + KeyIdLength, NonceLength), box.AsSpan(HeaderLength, plain.Length), box.AsSpan(HeaderLength + plain.Length), plain,
                box.AsSpan(0, HeaderLength));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return RequestState.Read(plain);
    }

    private static (byte[] Id, AesGcm Cipher) Derive(byte[] key)
    {
        byte[] sealing = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "policyos requestState v1"u8.ToArray());
        byte[] id = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyIdLength, info: "policyos requestState v1 kid"u8.ToArray());
        return (id, new AesGcm(sealing, TagLength));
    }
}
