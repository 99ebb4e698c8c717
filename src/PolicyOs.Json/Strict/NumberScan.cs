namespace PolicyOs.Json.Strict;

/// <summary>Numbers of RFC 8259 section 6.</summary>
internal static class NumberScan
{
    /// <summary>Where the number that begins at <paramref name="start"/> ends, or -1 when there is none.</summary>
    public static int End(ReadOnlySpan<byte> utf8, int start)
    {
        int i = start < utf8.Length && utf8[start] == '-' ? start + 1 : start;
        int digits = AfterDigits(utf8, i);
        if (digits == i || (utf8[i] == '0' && digits > i + 1))
        {
            return -1;
        }

        i = digits;
        if (i < utf8.Length && utf8[i] == '.')
        {
            digits = AfterDigits(utf8, i + 1);
            if (digits == i + 1)
            {
                return -1;
            }

            i = digits;
        }

        if (i < utf8.Length && utf8[i] is (byte)'e' or (byte)'E')
        {
            int exponent = i + 1 < utf8.Length && utf8[i + 1] is (byte)'+' or (byte)'-' ? i + 2 : i + 1;
            digits = AfterDigits(utf8, exponent);
            i = digits == exponent ? -1 : digits;
        }

        return i;
    }

    private static int AfterDigits(ReadOnlySpan<byte> utf8, int i)
    {
        while (i < utf8.Length && char.IsAsciiDigit((char)utf8[i]))
        {
            i++;
        }

        return i;
    }
}
