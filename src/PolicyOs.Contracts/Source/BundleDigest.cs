using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PolicyOs.Contracts.Source;

/// <summary>SHA-256 over path and content of every file, lengths framed, so that no two bundles share the bytes that are hashed.</summary>
internal static class BundleDigest
{
    internal static string Of(BundleSource source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SourceFile file in source.Files)
        {
            Append(hash, Encoding.UTF8.GetBytes(file.Path));
            Append(hash, file.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
