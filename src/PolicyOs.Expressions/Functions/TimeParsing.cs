using System.Buffers;
using System.Globalization;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>Points in time as RFC 3339 writes them, and spans as numbers with units.</summary>
internal static class TimeParsing
{
    /// <summary>Digits of a number beyond these cannot matter within the range of a duration.</summary>
    private const int MaxDigits = 18;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    public static CelValue Timestamp(string text)
    {
        ReadOnlySpan<char> rest = text;
        if (!Number(ref rest, 4, out int year) || !Skip(ref rest, '-') || !Number(ref rest, 2, out int month) || !Skip(ref rest, '-')
            || !Number(ref rest, 2, out int day) || !Skip(ref rest, 'T') || !Number(ref rest, 2, out int hour) || !Skip(ref rest, ':')
            || !Number(ref rest, 2, out int minute) || !Skip(ref rest, ':') || !Number(ref rest, 2, out int second)
            || !Fraction(ref rest, out int nanoseconds) || !Offset(rest, out int offset)
            || month is < 1 or > 12 || hour > 23 || minute > 59 || second > 59)
        {
            return CelValue.Fail("the string is no RFC 3339 timestamp such as 2026-01-31T08:30:00Z");
        }

        if (year == 0 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return CelValue.Fail("the timestamp is out of range: years 1 to 9999, days that exist");
        }

        long seconds = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeSeconds() - offset;
        return TimeArithmetic.Timestamp(seconds, nanoseconds);
    }

    public static CelValue Duration(string text)
    {
        ReadOnlySpan<char> rest = text;
        bool negative = rest.StartsWith("-");
        rest = rest.StartsWith("-") || rest.StartsWith("+") ? rest[1..] : rest;
        Int128 total = 0;
        bool any = false;
        while (!rest.IsEmpty && Component(ref rest, out Int128 nanoseconds))
        {
            total += nanoseconds;
            any = true;
        }

        bool zero = rest is "0" && !any;
        return (any && rest.IsEmpty) || zero
            ? TimeArithmetic.Duration(negative ? -total : total)
            : CelValue.Fail("the string is no duration such as 1h30m or 1.5s");
    }

    /// <summary>A number, perhaps with a fraction, and its unit; false, with nothing read, for anything else.</summary>
    private static bool Component(ref ReadOnlySpan<char> rest, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        ReadOnlySpan<char> whole = Digits(rest);
        ReadOnlySpan<char> after = rest[whole.Length..];
        ReadOnlySpan<char> fraction = after.StartsWith(".") ? Digits(after[1..]) : [];
        after = after.StartsWith(".") ? after[(1 + fraction.Length)..] : after;
        if ((whole.IsEmpty && fraction.IsEmpty) || whole.TrimStart('0').Length > MaxDigits || !Unit(after, out long unit, out int width))
        {
            return false;
        }

        nanoseconds = whole.IsEmpty ? 0 : Int128.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture) * unit;
        if (!fraction.IsEmpty)
        {
            fraction = fraction[..Math.Min(fraction.Length, MaxDigits)];
            Int128 scaled = Int128.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture) * unit;
            for (int i = 0; i < fraction.Length; i++)
            {
                scaled /= 10;
            }

            nanoseconds += scaled;
        }

        rest = after[width..];
        return true;
    }

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text : text[..end];
    }

    private static bool Unit(ReadOnlySpan<char> text, out long nanoseconds, out int width)
    {
        int end = text.IndexOfAny(NumberCharacters);
        ReadOnlySpan<char> unit = end < 0 ? text : text[..end];
        width = unit.Length;
        nanoseconds = unit switch
        {
            "ns" => 1,
            "us" or "\u00b5s" or "\u03bcs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => 0,
        };
        return nanoseconds != 0;
    }

    private static bool Number(ref ReadOnlySpan<char> text, int width, out int number)
    {
        number = 0;
        if (text.Length < width || !int.TryParse(text[..width], NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        text = text[width..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<char> text, char expected)
    {
        bool found = !text.IsEmpty && text[0] == expected;
        text = found ? text[1..] : text;
        return found;
    }

    /// <summary>Up to nine digits after a point; more could not be kept.</summary>
    private static bool Fraction(ref ReadOnlySpan<char> text, out int nanoseconds)
    {
        nanoseconds = 0;
        if (!Skip(ref text, '.'))
        {
            return true;
        }

        ReadOnlySpan<char> digits = Digits(text);
        if (digits.Length is 0 or > 9)
        {
            return false;
        }

        nanoseconds = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (int i = digits.Length; i < 9; i++)
        {
            nanoseconds *= 10;
        }

        text = text[digits.Length..];
        return true;
    }

    /// <summary>Z, or hours and minutes with a sign; in seconds east of UTC.</summary>
    private static bool Offset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        return text is "Z" || (!text.IsEmpty && text[0] is '+' or '-' && TimeZones.TryFixed(text, out seconds));
    }

    internal static bool HoursAndMinutes(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (!Number(ref text, 2, out int hours) || !Skip(ref text, ':') || !Number(ref text, 2, out int minutes)
            || !text.IsEmpty || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds = (hours * 3600) + (minutes * 60);
        return true;
    }
}
