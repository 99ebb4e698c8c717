using System.Globalization;

namespace PolicyOs.Expressions.Values;

/// <summary>Reads addresses and networks strictly: no zones, no leading zeros, no dotted IPv4-mapped form.</summary>
internal static class IpText
{
    /// <summary>The address, or null and why not.</summary>
    public static IpAddress? Parse(string text, out string reason)
    {
        reason = "";
        if (text.Contains('%', StringComparison.Ordinal))
        {
            reason = "an address with a zone is not allowed";
            return null;
        }

        if (!text.Contains(':', StringComparison.Ordinal))
        {
            if (TryV4(text, out uint v4))
            {
                return new IpAddress(true, v4);
            }

            reason = "not an IP address";
            return null;
        }

        if (!TryV6(text, out UInt128 bits, out bool dotted))
        {
            reason = "not an IP address";
            return null;
        }

        if (bits >> 32 != 0xffff)
        {
            return new IpAddress(false, bits);
        }

        reason = dotted ? "an IPv4-mapped IPv6 address is not allowed" : "";
        return dotted ? null : new IpAddress(true, bits & 0xffffffff);
    }

    /// <summary>The network, or null and why not.</summary>
    public static IpNetwork? ParseNetwork(string text, out string reason)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            reason = "not a network in CIDR notation";
            return null;
        }

        IpAddress? address = Parse(text[..slash], out reason);
        if (address is null)
        {
            return null;
        }

        string length = text[(slash + 1)..];
        if (length.Length is 0 or > 3 || (length.Length > 1 && length[0] == '0')
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) || bits > address.Width)
        {
            reason = "not a network in CIDR notation";
            return null;
        }

        return new IpNetwork(address, bits);
    }

    private static bool TryV4(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        int octets = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (++octets > 4 || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out byte octet))
            {
                return false;
            }

            bits = (bits << 8) | octet;
        }

        return octets == 4;
    }

    private static bool TryV6(string text, out UInt128 bits, out bool dotted)
    {
        bits = 0;
        dotted = false;
        int gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
        {
            return TryGroups(text, out bits, out int all, out dotted) && all == 8;
        }

        string tail = text[(gap + 2)..];
        if (!TryGroups(text[..gap], out UInt128 high, out int before, out bool dottedHead) || dottedHead
            || !TryGroups(tail, out UInt128 low, out int after, out dotted) || before + after > 7)
        {
            return false;
        }

        bits = before == 0 ? low : (high << (16 * (8 - before))) | low;
        return true;
    }

    /// <summary>Groups of hex digits between colons; the last may be a dotted IPv4 address, which counts as two.</summary>
    private static bool TryGroups(string text, out UInt128 bits, out int count, out bool dotted)
    {
        bits = 0;
        count = 0;
        dotted = false;
        if (text.Length == 0)
        {
            return true;
        }

        foreach (string part in text.Split(':'))
        {
            if (dotted || count >= 8)
            {
                return false;
            }

            if (TryV4(part, out uint v4))
            {
                bits = (bits << 32) | v4;
                count += 2;
                dotted = true;
            }
            else if (part.Length is > 0 and <= 4
                && ushort.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort group))
            {
                bits = (bits << 16) | group;
                count++;
            }
            else
            {
                return false;
            }
        }

        return count <= 8;
    }
}
