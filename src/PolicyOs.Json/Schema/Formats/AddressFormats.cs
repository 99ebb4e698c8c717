namespace PolicyOs.Json.Schema.Formats;

/// <summary>IPv4 in dotted decimal (RFC 2673, 3.2) and IPv6 (RFC 4291, 2.2), without zone or prefix length.</summary>
internal static class AddressFormats
{
    public static bool IsIPv4(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0')
                || (part.Length == 3 && part.SequenceCompareTo("255") > 0))
            {
                return false;
            }
        }

        return parts == 4;
    }

    public static bool IsIPv6(ReadOnlySpan<char> text)
    {
        int gap = text.IndexOf("::");
        if (gap < 0)
        {
            return Groups(text, mayEndInIPv4: true) == 8;
        }

        int before = Groups(text[..gap], mayEndInIPv4: false);
        int after = Groups(text[(gap + 2)..], mayEndInIPv4: true);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    /// <summary>How many groups of 16 bits there are; -1 where one is none.</summary>
    private static int Groups(ReadOnlySpan<char> text, bool mayEndInIPv4)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        int count = 0;
        foreach (Range range in text.Split(':'))
        {
            ReadOnlySpan<char> part = text[range];
            if (mayEndInIPv4 && range.End.Value == text.Length && part.Contains('.'))
            {
                return IsIPv4(part) ? count + 2 : -1;
            }

            if (part.Length is 0 or > 4 || part.ContainsAnyExcept(TextFormats.HexDigits))
            {
                return -1;
            }

            count++;
        }

        return count;
    }
}
