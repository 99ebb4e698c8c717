using System.Globalization;
using System.Numerics;

namespace PolicyOs.Json.Numbers;

/// <summary>The decimal digits of a JSON number: found in the text, counted, divided, written.</summary>
internal static class DecimalDigits
{
    private const long ExponentLimit = 1_000_000_000_000_000_000;

    private static readonly Int128[] Powers = [.. Enumerable.Range(0, JsonNumber.SmallDigits + 1).Select(n => (Int128)BigInteger.Pow(10, n))];

    public static Int128 Power(int exponent) => Powers[exponent];

    public static long ClampExponent(Int128 exponent) => (long)Int128.Clamp(exponent, -ExponentLimit, ExponentLimit);

    public static int Count(UInt128 magnitude)
    {
        if (magnitude <= ulong.MaxValue)
        {
            int digits = 1;
            for (ulong rest = (ulong)magnitude; rest >= 10; rest /= 10)
            {
                digits++;
            }

            return digits;
        }

        int large = 20;
        while (large < Powers.Length && magnitude >= (UInt128)Powers[large])
        {
            large++;
        }

        return large;
    }

    /// <summary>Reads the grammar of RFC 8259, section 6: <c>-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?</c>.</summary>
    public static bool TryScan(ReadOnlySpan<byte> text, out Scan scan)
    {
        scan = default;
        int at = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        at += negative ? 1 : 0;
        int start = at;
        at = SkipDigits(text, at);
        int point = at;
        if (at == start || (text[start] == '0' && at > start + 1))
        {
            return false;
        }

        if (at < text.Length && text[at] == '.')
        {
            int fraction = at + 1;
            at = SkipDigits(text, fraction);
            if (at == fraction)
            {
                return false;
            }
        }

        int end = at;
        return TryExponent(text, ref at, out long exponent) && at == text.Length
            && Complete(text, negative, start, point, end, exponent, out scan);
    }

    /// <summary>The remainder of a long row of digits, taken eighteen at a time so that the cost is linear in their number.</summary>
    public static BigInteger Remainder(ReadOnlySpan<byte> digits, BigInteger modulus)
    {
        BigInteger remainder = BigInteger.Zero;
        while (!digits.IsEmpty)
        {
            int take = Math.Min(18, digits.Length);
            long chunk = long.Parse(digits[..take], NumberStyles.None, CultureInfo.InvariantCulture);
            remainder = ((remainder * (long)Powers[take]) + chunk) % modulus;
            digits = digits[take..];
        }

        return remainder;
    }

    public static string Format(bool negative, string digits, long exponent)
    {
        long adjusted = exponent + digits.Length - 1;
        string unsigned = adjusted switch
        {
            >= 21 or < -6 => Scientific(digits, adjusted),
            _ when exponent >= 0 => digits + new string('0', digits == "0" ? 0 : (int)exponent),
            >= 0 => string.Concat(digits.AsSpan(0, (int)adjusted + 1), ".", digits.AsSpan((int)adjusted + 1)),
            _ => "0." + new string('0', (int)(-adjusted - 1)) + digits,
        };
        return negative ? "-" + unsigned : unsigned;
    }

    private static string Scientific(string digits, long adjusted) =>
        string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(adjusted < 0 ? "-" : "+")}{Math.Abs(adjusted)}");

    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, ref int at, out long exponent)
    {
        exponent = 0;
        if (at == text.Length || (text[at] | 0x20) != 'e')
        {
            return true;
        }

        at++;
        bool negative = at < text.Length && text[at] == '-';
        at += at < text.Length && text[at] is (byte)'-' or (byte)'+' ? 1 : 0;
        int start = at;
        for (; at < text.Length && char.IsAsciiDigit((char)text[at]); at++)
        {
            exponent = Math.Min(ExponentLimit, exponent > ExponentLimit / 10 ? ExponentLimit : (exponent * 10) + text[at] - '0');
        }

        exponent = negative ? -exponent : exponent;
        return at > start;
    }

    private static bool Complete(ReadOnlySpan<byte> text, bool negative, int start, int point, int end, long exponent, out Scan scan)
    {
        int first = start;
        while (first < end && text[first] is (byte)'0' or (byte)'.')
        {
            first++;
        }

        int last = end - 1;
        while (last >= first && text[last] is (byte)'0' or (byte)'.')
        {
            last--;
        }

        if (last < first)
        {
            scan = default;
            return true;
        }

        // The power of ten of the last digit kept: negative behind the point, the zeros cut off before it.
        long place = last < point ? point - 1 - last : point - last;
        int count = last - first + 1 - (first < point && point < last ? 1 : 0);
        scan = new Scan(negative, first, count, ClampExponent((Int128)exponent + place));
        return true;
    }

    /// <summary>Where the significant digits are.</summary>
    public readonly record struct Scan(bool Negative, int First, int Count, long Exponent)
    {
        public Int128 ToInt128(ReadOnlySpan<byte> text)
        {
            ulong head = 0;
            int at = First;
            int left = Count;
            for (; left > 0 && Count - left < 19; at++)
            {
                if (text[at] != '.')
                {
                    head = (head * 10) + (ulong)(text[at] - '0');
                    left--;
                }
            }

            UInt128 value = head;
            for (; left > 0; at++)
            {
                if (text[at] != '.')
                {
                    value = (value * 10) + (ulong)(text[at] - '0');
                    left--;
                }
            }

            return (Int128)value;
        }

        public byte[] ToArray(ReadOnlySpan<byte> text)
        {
            byte[] digits = new byte[Count];
            int written = 0;
            for (int at = First; written < Count; at++)
            {
                if (text[at] != '.')
                {
                    digits[written++] = text[at];
                }
            }

            return digits;
        }
    }
}
