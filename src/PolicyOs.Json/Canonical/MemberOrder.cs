using System.Buffers.Binary;

namespace PolicyOs.Json.Canonical;

/// <summary>
/// The order of RFC 8785 section 3.2.3, by UTF-16 code units, over UTF-8. The two differ in one place: characters above U+FFFF are surrogates
/// (D800 to DFFF) in UTF-16 and so come before U+E000 to U+FFFF, whose first byte in UTF-8 is EE or EF, below their F0 to F4.
/// </summary>
internal readonly struct MemberOrder(byte[] names) : IComparer<Member>
{
    public int Compare(Member x, Member y)
    {
        int byKey = x.Key.CompareTo(y.Key);
        return byKey != 0 ? byKey : Compare(names.AsSpan(x.Start, x.Length), names.AsSpan(y.Start, y.Length));
    }

    /// <summary>Compares two names.</summary>
    public static int Compare(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        int common = x.CommonPrefixLength(y);
        return common == x.Length || common == y.Length ? x.Length.CompareTo(y.Length) : Rank(x[common]).CompareTo(Rank(y[common]));
    }

    /// <summary>A number that is smaller for the name that comes first, and equal where only the names themselves can tell.</summary>
    /// <param name="buffer">The name, and whatever follows, eight bytes at least.</param>
    /// <param name="length">The name's length.</param>
    public static ulong KeyOf(ReadOnlySpan<byte> buffer, int length)
    {
        ulong key = BinaryPrimitives.ReadUInt64BigEndian(buffer);
        if (length < sizeof(ulong))
        {
            int beyond = 8 * (sizeof(ulong) - length);
            key = length == 0 ? 0 : key >> beyond << beyond;
        }

        return (key & 0x8080_8080_8080_8080) == 0 ? key : RankAll(key);
    }

    private static ulong RankAll(ulong key)
    {
        ulong ranks = 0;
        for (int shift = 56; shift >= 0; shift -= 8)
        {
            ranks |= (ulong)Rank((byte)(key >> shift)) << shift;
        }

        return ranks;
    }

    private static byte Rank(byte b) => b switch
    {
        0xEE => 0xFE,
        0xEF => 0xFF,
        _ => b,
    };
}
