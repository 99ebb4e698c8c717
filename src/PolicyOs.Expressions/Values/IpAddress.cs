using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions.Values;

/// <summary>
/// An IPv4 or IPv6 address without a zone. An IPv4-mapped IPv6 address is the IPv4 address it maps, so that a rule on one covers the other.
/// </summary>
internal sealed record IpAddress(bool IsV4, UInt128 Bits)
{
    /// <summary>4 or 6.</summary>
    public int Family => IsV4 ? 4 : 6;

    /// <summary>32 or 128.</summary>
    public int Width => IsV4 ? 32 : 128;

    public bool IsUnspecified => Bits == 0;

    public bool IsLoopback => IsV4 ? Octet(0) == 127 : Bits == 1;

    /// <summary>224.0.0.0/24 (RFC 5771) and ff02::/16 (RFC 4291).</summary>
    public bool IsLinkLocalMulticast => IsV4 ? Bits >> 8 == 0xe00000 : (Group(0) & 0xff0f) == 0xff02;

    /// <summary>169.254.0.0/16 (RFC 3927) and fe80::/10 (RFC 4291).</summary>
    public bool IsLinkLocalUnicast => IsV4 ? Bits >> 16 == 0xa9fe : (Group(0) & 0xffc0) == 0xfe80;

    public bool IsMulticast => IsV4 ? Octet(0) >> 4 == 0xe : Group(0) >> 8 == 0xff;

    /// <summary>Neither broadcast nor unspecified, loopback, multicast or link-local; private ranges are included.</summary>
    public bool IsGlobalUnicast =>
        !(IsV4 && Bits == 0xffffffff) && !IsUnspecified && !IsLoopback && !IsMulticast && !IsLinkLocalUnicast;

    /// <summary>The canonical text: dotted decimal, or RFC 5952.</summary>
    public override string ToString() => IsV4
        ? string.Create(CultureInfo.InvariantCulture, $"{Octet(0)}.{Octet(1)}.{Octet(2)}.{Octet(3)}")
        : V6Text();

    private int Octet(int index) => (int)(Bits >> (24 - (8 * index))) & 0xff;

    private int Group(int index) => (int)(Bits >> (112 - (16 * index))) & 0xffff;

    private string V6Text()
    {
        (int start, int length) = LongestZeroRun();
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++)
        {
            if (i == start)
            {
                text.Append("::");
                i += length - 1;
                continue;
            }

            if (text.Length > 0 && text[^1] != ':')
            {
                text.Append(':');
            }

            text.Append(CultureInfo.InvariantCulture, $"{Group(i):x}");
        }

        return text.ToString();
    }

    /// <summary>The run that :: stands for: the first of the longest, of two groups at least (RFC 5952, 4.2).</summary>
    private (int Start, int Length) LongestZeroRun()
    {
        (int Start, int Length) best = (-1, 1);
        for (int i = 0; i < 8;)
        {
            int end = i;
            while (end < 8 && Group(end) == 0)
            {
                end++;
            }

            if (end - i > best.Length)
            {
                best = (i, end - i);
            }

            i = end + 1;
        }

        return best;
    }
}
