using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>Sums and differences of points and spans of time, and the ranges they have to stay in (language definition, "Overflow").</summary>
internal static class TimeArithmetic
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    /// <summary>A point in time, or an error outside the years 1 to 9999.</summary>
    public static CelValue Timestamp(long seconds, int nanoseconds) => seconds is >= FirstSecond and <= LastSecond
        ? CelValue.FromTimestamp(seconds, nanoseconds)
        : CelValue.Fail("the timestamp is out of range: years 1 to 9999");

    /// <summary>A span of time, or an error beyond 64 bits of nanoseconds.</summary>
    public static CelValue Duration(Int128 nanoseconds) => nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue
        ? CelValue.FromDuration((long)nanoseconds)
        : CelValue.Fail("the duration is out of range: about 292 years either way");

    public static CelValue Shift(in CelValue timestamp, Int128 nanoseconds)
    {
        Int128 total = Total(timestamp) + nanoseconds;
        Int128 seconds = total / NanosecondsPerSecond;
        Int128 rest = total % NanosecondsPerSecond;
        return rest < 0
            ? Timestamp((long)seconds - 1, (int)(rest + NanosecondsPerSecond))
            : Timestamp((long)seconds, (int)rest);
    }

    public static CelValue Difference(in CelValue later, in CelValue earlier) => Duration(Total(later) - Total(earlier));

    private static Int128 Total(in CelValue timestamp) => ((Int128)timestamp.Seconds * NanosecondsPerSecond) + timestamp.Nanoseconds;
}
