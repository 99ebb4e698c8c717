using System.Security.Cryptography;

namespace PolicyOs.Journal.Operators;

/// <summary>An operator's key pair, unlocked (spec 4.2). Dispose it as soon as the act is signed.</summary>
public sealed class OperatorKey : IDisposable
{
    private readonly ECDsa _key;

    internal OperatorKey(string name, ECDsa key)
    {
        Name = name;
        _key = key;
        PublicKey = Convert.ToHexStringLower(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Whose it is.</summary>
    public string Name { get; }

    /// <summary>The public half: a P-256 SubjectPublicKeyInfo in lower-case hex.</summary>
    public string PublicKey { get; }

    /// <summary>A new key pair.</summary>
    public static OperatorKey Create(string name)
    {
        OperatorName.Check(name);
        return new OperatorKey(name, ECDsa.Create(ECCurve.NamedCurves.nistP256));
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>ECDSA over SHA-256 in IEEE P1363 form, lower-case hex.</summary>
    internal string Sign(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(_key.SignData(bytes, HashAlgorithmName.SHA256));

    /// <summary>The private half as PKCS#8, to be encrypted.</summary>
    internal byte[] PrivateKey() => _key.ExportPkcs8PrivateKey();
}
