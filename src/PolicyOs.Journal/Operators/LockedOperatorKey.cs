using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PolicyOs.Journal.Operators;

/// <summary>
/// An operator's key pair, its private half encrypted under a passphrase: PBKDF2-HMAC-SHA-256 (RFC 8018) gives the key of AES-256-GCM; name and
/// public key are its associated data.
/// </summary>
public static class LockedOperatorKey
{
    private const string Format = "policyos-operator-key/1";
    private const int Iterations = 600_000;
    private const int MostIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>The text of a key file.</summary>
    public static byte[] Lock(OperatorKey key, ReadOnlySpan<char> passphrase) => Lock(
        key, passphrase, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(NonceBytes), Iterations);

    /// <summary>Unlocks the text of a key file; null when the passphrase is not the one, or the text was changed.</summary>
    /// <exception cref="JournalException">The text is no key file.</exception>
    public static OperatorKey? Unlock(ReadOnlyMemory<byte> text, ReadOnlySpan<char> passphrase)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            int iterations = root.GetProperty("iterations").GetInt32();
            string name = root.GetProperty("name").GetString()!;
            if (root.GetProperty("format").GetString() != Format || iterations is < 1 or > MostIterations || !OperatorName.IsValid(name))
            {
                throw new FormatException("another format");
            }

            byte[] encrypted = root.GetProperty("key").GetBytesFromBase64();
            byte[] plain = new byte[Math.Max(0, encrypted.Length - TagBytes)];
            using var aes = new AesGcm(Derive(passphrase, root.GetProperty("salt").GetBytesFromBase64(), iterations), TagBytes);
            aes.Decrypt(
                root.GetProperty("nonce").GetBytesFromBase64(), encrypted.AsSpan(0, plain.Length), encrypted.AsSpan(plain.Length), plain,
                Associated(name, root.GetProperty("public").GetString()!));
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(plain, out _);
            CryptographicOperations.ZeroMemory(plain);
            return new OperatorKey(name, key);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or CryptographicException or ArgumentException)
        {
            throw new JournalException(JournalFault.Keys, "this is no operator's key file", e);
        }
    }

    /// <summary>With everything that is random or slow given.</summary>
    internal static byte[] Lock(OperatorKey key, ReadOnlySpan<char> passphrase, byte[] salt, byte[] nonce, int iterations)
    {
        byte[] plain = key.PrivateKey();
        byte[] encrypted = new byte[plain.Length + TagBytes];
        using var aes = new AesGcm(Derive(passphrase, salt, iterations), TagBytes);
        aes.Encrypt(nonce, plain, encrypted.AsSpan(0, plain.Length), encrypted.AsSpan(plain.Length), Associated(key.Name, key.PublicKey));
        CryptographicOperations.ZeroMemory(plain);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("name", key.Name);
            json.WriteString("public", key.PublicKey);
            json.WriteNumber("iterations", iterations);
            json.WriteBase64String("salt", salt);
            json.WriteBase64String("nonce", nonce);
            json.WriteBase64String("key", encrypted);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static byte[] Derive(ReadOnlySpan<char> passphrase, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, iterations, HashAlgorithmName.SHA256, 32);

    private static byte[] Associated(string name, string publicKey) => Encoding.UTF8.GetBytes($"{Format}\n{name}\n{publicKey}");
}
