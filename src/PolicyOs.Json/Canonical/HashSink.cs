using System.Buffers;
using System.Security.Cryptography;

namespace PolicyOs.Json.Canonical;

/// <summary>Hashes what is written to it, a buffer at a time; what fits into one buffer is hashed in one call, which is several times cheaper.</summary>
internal sealed class HashSink : IBufferWriter<byte>, IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly byte[]? _key;
    private readonly bool _owned;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private IncrementalHash? _hash;
    private int _used;

    /// <summary>Hashes with SHA-256, or with HMAC-SHA-256 under a key.</summary>
    public HashSink(byte[]? key)
    {
        _key = key;
        _owned = true;
    }

    /// <summary>Adds to a hash that the caller finishes.</summary>
    public HashSink(IncrementalHash hash) => _hash = hash;

    /// <summary>Writes the hash of everything that came.</summary>
    public void Finish(Span<byte> destination)
    {
        if (_hash is not null)
        {
            Drain();
            _hash.GetHashAndReset(destination);
        }
        else if (_key is null)
        {
            SHA256.HashData(_buffer.AsSpan(0, _used), destination);
        }
        else
        {
            PreparedHmac.Hash(_key, _buffer.AsSpan(0, _used), destination);
        }
    }

    /// <summary>Hashes what is in the buffer.</summary>
    public void Drain()
    {
        _hash ??= _key is null ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }

    /// <inheritdoc/>
    public void Advance(int count) => _used += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _used < Math.Max(sizeHint, 1))
        {
            Drain();
            if (_buffer.Length < sizeHint)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
            }
        }

        return _buffer.AsMemory(_used);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the memory back, emptied: it held arguments.</summary>
    public void Dispose()
    {
        _buffer.AsSpan(0, _hash is null ? _used : _buffer.Length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        if (_owned)
        {
            _hash?.Dispose();
        }
    }
}
