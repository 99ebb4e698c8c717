using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>Finds UTF-8 names by position. Hashes a few bytes first; where that does not tell the names apart, all of them.</summary>
internal sealed class NameTable
{
    private const int MaxProbes = 8;

    private readonly byte[][] _names;
    private readonly int[] _slots;
    private readonly bool _hashesAll;
    private readonly bool _hasBackslash;

    public NameTable(byte[][] names)
    {
        _names = names;
        _hasBackslash = Array.Exists(names, name => name.Contains((byte)'\\'));
        int size = 4;
        while (size < names.Length * 2)
        {
            size *= 2;
        }

        _slots = new int[size];
        if (!Fill())
        {
            _hashesAll = true;
            Fill();
        }
    }

    /// <summary>The position of a name as it stands in the JSON text; -1 where it is none of them.</summary>
    /// <param name="raw">UTF-8, escapes not resolved.</param>
    /// <param name="hint">Where it is likely to be.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindRaw(ReadOnlySpan<byte> raw, int hint = 0)
    {
        // A name without a backslash that is there byte by byte has no escape.
        byte[][] names = _names;
        return (uint)hint < (uint)names.Length && raw.SequenceEqual(names[hint]) && !_hasBackslash ? hint : FindAnywhere(raw);
    }

    private int FindAnywhere(ReadOnlySpan<byte> raw) => JsonText.IsEscaped(raw) ? FindEscaped(raw) : Find(raw);

    /// <summary>The position of a name; -1 where it is none of them.</summary>
    /// <param name="name">UTF-8, escapes resolved.</param>
    private int Find(ReadOnlySpan<byte> name)
    {
        for (uint slot = Hash(name); ; slot++)
        {
            int index = _slots[slot & (uint)(_slots.Length - 1)] - 1;
            if (index < 0 || name.SequenceEqual(_names[index]))
            {
                return index;
            }
        }
    }

    private int FindEscaped(ReadOnlySpan<byte> raw)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        int found = Find(rented.AsSpan(0, JsonText.Unescape(raw, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return found;
    }

    private bool Fill()
    {
        Array.Clear(_slots);
        for (int i = 0; i < _names.Length; i++)
        {
            uint slot = Hash(_names[i]);
            int probes = 0;
            while (_slots[slot & (uint)(_slots.Length - 1)] != 0)
            {
                slot++;
                if (++probes > MaxProbes && !_hashesAll)
                {
                    return false;
                }
            }

            _slots[slot & (uint)(_slots.Length - 1)] = i + 1;
        }

        return true;
    }

    private uint Hash(ReadOnlySpan<byte> name)
    {
        if (_hashesAll)
        {
            HashCode hash = default;
            hash.AddBytes(name);
            return (uint)hash.ToHashCode();
        }

        uint first;
        uint last;
        if (name.Length >= 4)
        {
            first = BinaryPrimitives.ReadUInt32LittleEndian(name);
            last = BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]);
        }
        else
        {
            first = name.Length == 0 ? 0u : name[0];
            last = name.Length == 0 ? 0u : (uint)(name[^1] | (name[name.Length / 2] << 8));
        }

        uint mixed = (first * 0x9E3779B1) ^ ((last + (uint)name.Length) * 0x85EBCA77);
        return mixed ^ (mixed >> 15);
    }
}
