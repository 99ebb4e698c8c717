using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Compile;

/// <summary>Timeouts, retries and rates of a tool.</summary>
internal static class ToolTimes
{
    /// <summary>No sleep is longer than a day; total_ms ends it long before.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    internal static TimeSpan Total(ToolContractSyntax s, GuardrailsSyntax? guardrails)
    {
        int total = s.Timeouts?.TotalMs?.Value ?? 1;
        return TimeSpan.FromMilliseconds(Math.Min(total, guardrails?.MaxLatencyMsPerCall?.Value ?? total));
    }

    internal static Backoff Backoff(BackoffSyntax? s) =>
        new(s?.RespectRetryAfter?.Value ?? false, Seconds(s?.MaxSleepSeconds?.Value ?? JsonNumber.Zero));

    internal static RateLimit? Rate(RateLimitSyntax? s, DiagnosticBag report)
    {
        if (s is null)
        {
            return null;
        }

        if (!s.Node.Entries.Any(e => e.Key.StartsWith("max_", StringComparison.Ordinal)))
        {
            report.Add(Codes.EmptyBlock, s.At, "a rate limit needs max_per_minute, max_per_hour or max_per_day");
        }

        return new RateLimit(s.MaxPerMinute?.Value, s.MaxPerHour?.Value, s.MaxPerDay?.Value, s.Per?.Value ?? RateLimitScope.Principal);
    }

    private static TimeSpan Seconds(JsonNumber seconds)
    {
        JsonNumber milliseconds = seconds.Multiply(JsonNumber.FromInt64(1000));
        JsonNumber most = JsonNumber.FromInt64((long)LongestSleep.TotalMilliseconds);
        return milliseconds >= most
            ? LongestSleep
            : TimeSpan.FromMilliseconds(double.Parse(milliseconds.ToString(), System.Globalization.CultureInfo.InvariantCulture));
    }
}
