using System.Globalization;

namespace PolicyOs.Expressions.Values;

/// <summary>Points and spans of time as text: RFC 3339 in UTC, and seconds with the unit s.</summary>
internal static class TimeText
{
    public static string Timestamp(long seconds, int nanoseconds)
    {
        string date = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return date + Fraction(nanoseconds) + "Z";
    }

    public static string Duration(long nanoseconds)
    {
        long seconds = nanoseconds / 1_000_000_000;
        long rest = nanoseconds % 1_000_000_000;
        string sign = nanoseconds < 0 && seconds == 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}{Fraction(Math.Abs(rest))}s");
    }

    private static string Fraction(long nanoseconds) =>
        nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
}
