using System.Buffers;

namespace PolicyOs.Expressions.Functions;

/// <summary>
/// Time zones by IANA name, from the runtime's own database, or as a fixed offset (language definition, "Timezones"). It is the one
/// thing an evaluation takes from its machine; a zone the machine does not know is an error.
/// </summary>
internal static class TimeZones
{
    private const int LongestName = 64;
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/");

    /// <summary>How far a zone is east of UTC at a time, in seconds; null for an unknown zone.</summary>
    public static int? Offset(string zone, long unixSeconds)
    {
        if (TryFixed(zone, out int seconds))
        {
            return seconds;
        }

        // A name is a path in some databases: nothing that could leave them gets there.
        bool plausible = zone.Length is > 0 and <= LongestName && char.IsAsciiLetter(zone[0]) && !zone.AsSpan().ContainsAnyExcept(NameCharacters);
        return plausible && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found)
            ? (int)found.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(unixSeconds)).TotalSeconds
            : null;
    }

    /// <summary>An offset such as +05:30, -02:00 or 02:00.</summary>
    public static bool TryFixed(ReadOnlySpan<char> text, out int seconds)
    {
        bool negative = text.StartsWith("-");
        bool found = TimeParsing.HoursAndMinutes(negative || text.StartsWith("+") ? text[1..] : text, out seconds);
        seconds = negative ? -seconds : seconds;
        return found;
    }
}
