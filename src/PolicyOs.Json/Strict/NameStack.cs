using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Strict;

/// <summary>
/// The names of all objects that are open, innermost last, in pooled memory. An object is searched for duplicates once, when it closes: pairwise
/// while it is small, else sorted by key, so that no choice of names makes the search slower than n log n.
/// </summary>
internal ref struct NameStack(ReadOnlySpan<byte> utf8)
{
    private const int Pairwise = 16;

    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private NameEntry[] _entries = ArrayPool<NameEntry>.Shared.Rent(64);
    private byte[] _scratch = [];
    private int _scratchUsed;

    /// <summary>How many names are held; an object remembers it when it opens.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the name whose quotes are at <paramref name="open"/> and <paramref name="close"/>, which has been found to be well formed.</summary>
    public void Add(int open, int close, bool escaped)
    {
        if (Count == _entries.Length)
        {
            Grow(ref _entries, Count, Count + 1);
        }

        int unescaped = -1;
        int length = close - open - 1;
        if (escaped)
        {
            if (_scratch.Length - _scratchUsed < length)
            {
                Grow(ref _scratch, _scratchUsed, _scratchUsed + length);
            }

            unescaped = _scratchUsed;
            length = JsonText.Unescape(_utf8.Slice(open + 1, length), _scratch.AsSpan(_scratchUsed));
            _scratchUsed += length;
        }

        var entry = new NameEntry(0, open, length, unescaped);
        _entries[Count++] = entry with { Key = KeyOf(Bytes(entry)) };
    }

    /// <summary>The name added last, unescaped.</summary>
    public readonly ReadOnlySpan<byte> Last => Bytes(_entries[Count - 1]);

    /// <summary>Forgets the names from <paramref name="first"/> on, the names of the object that closes.</summary>
    /// <returns>The offset of a name that is there a second time, or -1.</returns>
    public int Close(int first)
    {
        Span<NameEntry> names = _entries.AsSpan(first, Count - first);
        int twice = names.Length <= Pairwise ? TwiceAmongFew(names) : TwiceAmongMany(names);
        foreach (NameEntry name in names)
        {
            if (name.Unescaped >= 0)
            {
                _scratchUsed = Math.Min(_scratchUsed, name.Unescaped);
            }
        }

        Count = first;
        return twice;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<NameEntry>.Shared.Return(_entries);
        if (_scratch.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_scratch);
        }
    }

    private readonly int TwiceAmongFew(ReadOnlySpan<NameEntry> names)
    {
        for (int i = 1; i < names.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (names[i].Key == names[j].Key && Bytes(names[i]).SequenceEqual(Bytes(names[j])))
                {
                    return Math.Max(names[i].Offset, names[j].Offset);
                }
            }
        }

        return -1;
    }

    private readonly int TwiceAmongMany(Span<NameEntry> names)
    {
        names.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        for (int start = 0, end; start < names.Length; start = end)
        {
            end = EndOfRun(names, start);
            Span<NameEntry> run = names[start..end];
            int twice = run.Length <= Pairwise ? TwiceAmongFew(run) : TwiceAmongColliding(run);
            if (twice >= 0)
            {
                return twice;
            }
        }

        return -1;
    }

    /// <summary>So many names with one key were chosen for it, or are one name; a cryptographic key tells them apart without comparing each with each.</summary>
    private readonly int TwiceAmongColliding(Span<NameEntry> names)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (ref NameEntry name in names)
        {
            SHA256.HashData(Bytes(name), digest);
            name = name with { Key = BinaryPrimitives.ReadUInt64LittleEndian(digest) };
        }

        names.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        for (int start = 0, end; start < names.Length; start = end)
        {
            end = EndOfRun(names, start);
            int twice = TwiceAmongFew(names[start..end]);
            if (twice >= 0)
            {
                return twice;
            }
        }

        return -1;
    }

    private static int EndOfRun(ReadOnlySpan<NameEntry> sorted, int start)
    {
        int end = start + 1;
        while (end < sorted.Length && sorted[end].Key == sorted[start].Key)
        {
            end++;
        }

        return end;
    }

    private readonly ReadOnlySpan<byte> Bytes(NameEntry entry) =>
        entry.Unescaped < 0 ? _utf8.Slice(entry.Offset + 1, entry.Length) : _scratch.AsSpan(entry.Unescaped, entry.Length);

    private static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            ulong head = BinaryPrimitives.ReadUInt64LittleEndian(name);
            ulong tail = BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]);
            return (head * 0x9E3779B97F4A7C15) ^ BitOperations.RotateLeft(tail, 29) ^ (ulong)name.Length;
        }

        ulong key = (ulong)name.Length;
        foreach (byte b in name)
        {
            key = (key << 8) | b;
        }

        return key;
    }

    private static void Grow<T>(ref T[] pooled, int used, int needed)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, used * 2));
        pooled.AsSpan(0, used).CopyTo(larger);
        if (pooled.Length > 0)
        {
            ArrayPool<T>.Shared.Return(pooled);
        }

        pooled = larger;
    }
}
