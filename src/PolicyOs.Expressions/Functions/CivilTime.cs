namespace PolicyOs.Expressions.Functions;

/// <summary>A local time in the proleptic Gregorian calendar. Zones reach a day beyond the years that dates of the runtime have.</summary>
internal readonly record struct CivilTime(long Year, int Month, int Day, int DayOfYear, int DayOfWeek, int SecondOfDay, int Nanoseconds)
{
    private const int SecondsPerDay = 86_400;
    private const int DaysPerEra = 146_097;

    /// <summary>1970-01-01 counted from 0000-03-01, the day from which years of 365 or 366 days follow one rule.</summary>
    private const int DaysToUnixEpoch = 719_468;

    public static CivilTime Of(long seconds, int nanoseconds)
    {
        long days = Math.DivRem(seconds, SecondsPerDay, out long second);
        if (second < 0)
        {
            days--;
            second += SecondsPerDay;
        }

        long shifted = days + DaysToUnixEpoch;
        long era = (shifted >= 0 ? shifted : shifted - DaysPerEra + 1) / DaysPerEra;
        long dayOfEra = shifted - (era * DaysPerEra);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayFromMarch = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int monthFromMarch = (int)(((5 * dayFromMarch) + 2) / 153);
        int day = (int)(dayFromMarch - (((153 * monthFromMarch) + 2) / 5)) + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

        // January and February come last in a year that starts in March.
        int dayOfYear = (int)(month <= 2 ? dayFromMarch - 306 : dayFromMarch + 59 + (leap ? 1 : 0));
        int dayOfWeek = (int)((((days + 4) % 7) + 7) % 7);
        return new CivilTime(year, month, day, dayOfYear, dayOfWeek, (int)second, nanoseconds);
    }
}
