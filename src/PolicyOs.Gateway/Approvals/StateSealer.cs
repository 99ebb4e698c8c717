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

    /// <summary>How long one key seals; it opens for as long again, which no state outlives.</summary>
    private const long DaysOfAKey = 30;

    private readonly Lock _gate = new();
    private readonly Func<long, byte[]?> _keyOf;
    private readonly Func<long> _periodNow;
    private readonly Dictionary<long, (byte[] Id, AesGcm Cipher)?> _keys = [];

    /// <summary>Seals under one key, and opens what that one or the one before it sealed.</summary>
    /// <param name="key">The store's key.</param>
    /// <param name="previous">The key before it; null when there was none.</param>
    public StateSealer(byte[] key, byte[]? previous)
        : this(period => period == 1 ? key : previous, static () => 1)
    {
    }

    private StateSealer(Func<long, byte[]?> keyOf, Func<long> periodNow) => (_keyOf, _periodNow) = (keyOf, periodNow);

    /// <summary>Seals under a key that changes every 30 days, and opens what the present one or the one before it sealed.</summary>
    /// <param name="keyOf">Derives the store's key for a period by its number.</param>
    /// <param name="time">Tells which period it is.</param>
    public static StateSealer Rotating(Func<long, byte[]> keyOf, TimeProvider time) =>
        new(keyOf, () => time.GetUtcNow().ToUnixTimeSeconds() / (DaysOfAKey * 24 * 60 * 60));

    /// <summary>Seals a state.</summary>
    public string Seal(RequestState state)
    {
        byte[] plain = state.Write();
        (byte[] id, AesGcm cipher) = KeyOf(_periodNow())!.Value;
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

        long now = _periodNow();
        for (long period = now; period >= now - 1; period--)
        {
            if (KeyOf(period) is (byte[] id, AesGcm cipher) && box.AsSpan(1, KeyIdLength).SequenceEqual(id))
            {
                return Open(box, cipher);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((byte[] Id, AesGcm Cipher)? key in _keys.Values)
        {
            key?.Cipher.Dispose();
        }
    }

    private (byte[] Id, AesGcm Cipher)? KeyOf(long period)
    {
        lock (_gate)
        {
            if (!_keys.TryGetValue(period, out (byte[] Id, AesGcm Cipher)? key))
            {
                _keys[period] = key = _keyOf(period) is { } secret ? Derive(secret) : null;
            }

            return key;
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
