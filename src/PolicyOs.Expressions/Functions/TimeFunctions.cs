using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>The parts of points in time, in UTC or in a zone, and of spans (language definition, "Standard Environment").</summary>
internal static class TimeFunctions
{
    public static IEnumerable<Overload> All { get; } =
    [
        .. OfTimestamp("getFullYear", time => time.Year),
        .. OfTimestamp("getMonth", time => time.Month - 1),
        .. OfTimestamp("getDate", time => time.Day),
        .. OfTimestamp("getDayOfMonth", time => time.Day - 1),
        .. OfTimestamp("getDayOfWeek", time => time.DayOfWeek),
        .. OfTimestamp("getDayOfYear", time => time.DayOfYear),
        .. OfTimestamp("getHours", time => time.SecondOfDay / 3600),
        .. OfTimestamp("getMinutes", time => time.SecondOfDay / 60 % 60),
        .. OfTimestamp("getSeconds", time => time.SecondOfDay % 60),
        .. OfTimestamp("getMilliseconds", time => time.Nanoseconds / 1_000_000),
        OfDuration("getHours", nanoseconds => nanoseconds / 3_600_000_000_000),
        OfDuration("getMinutes", nanoseconds => nanoseconds / 60_000_000_000),
        OfDuration("getSeconds", nanoseconds => nanoseconds / 1_000_000_000),
        OfDuration("getMilliseconds", nanoseconds => nanoseconds / 1_000_000 % 1_000),
    ];

    private static Overload[] OfTimestamp(string name, Func<CivilTime, long> part) =>
    [
        Overload.Method(name, [CelType.Timestamp], CelType.Int, (ReadOnlySpan<CelValue> arguments, ref CostBudget _) =>
            CelValue.From(part(CivilTime.Of(arguments[0].Seconds, arguments[0].Nanoseconds)))),
        Overload.Method(name, [CelType.Timestamp, CelType.String], CelType.Int, (ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
        {
            CelValue time = arguments[0];
            if (!budget.TryPayText(arguments[1].AsString.Length))
            {
                return budget.Failure;
            }

            return TimeZones.Offset(arguments[1].AsString, time.Seconds) is { } offset
                ? CelValue.From(part(CivilTime.Of(time.Seconds + offset, time.Nanoseconds)))
                : CelValue.Fail("the time zone is unknown");
        }),
    ];

    private static Overload OfDuration(string name, Func<long, long> part) =>
        Overload.Method(name, [CelType.Duration], CelType.Int, (ReadOnlySpan<CelValue> arguments, ref CostBudget _) =>
            CelValue.From(part(arguments[0].DurationNanoseconds)));
}
