using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 11: the sliding windows of rate_limit have room.</summary>
internal sealed class RateLimitCheck : ICheck
{
    public int Row => 11;

    public string Name => "rate_limit";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { RateLimit: not null };

    public Finding? Examine(CallContext call)
    {
        RateLimit limit = call.Contract.RateLimit!;
        TenantState counted = limit.Per == RateLimitScope.Global ? call.Facts.Everyone : call.Facts.Tenant;
        if (counted.FindRate(RateKey.Of(call.Tool.Number, limit.Per, call.Facts.Principal.Id)) is not { } window)
        {
            return null;
        }

        long now = call.Facts.Now.UtcTicks;
        TimeSpan wait = Max(
            window.WaitFor(limit.MaxPerMinute, TimeSpan.TicksPerMinute, now),
            window.WaitFor(limit.MaxPerHour, TimeSpan.TicksPerHour, now),
            window.WaitFor(limit.MaxPerDay, TimeSpan.TicksPerDay, now));
        return wait > TimeSpan.Zero
            ? Finding.Deny(DecisionCode.RateLimited, $"{call.Tool.Name} is called too often ({Describe(limit)}); try again in {Math.Ceiling(wait.TotalSeconds)} s")
                with { Path = "rate_limit", Expected = Describe(limit), RetryAfter = wait }
            : null;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b, TimeSpan c) => a > b ? (a > c ? a : c) : (b > c ? b : c);

    private static string Describe(RateLimit limit)
    {
        string[] parts =
        [
            .. limit.MaxPerMinute is { } minute ? [$"{minute} a minute"] : (string[])[],
            .. limit.MaxPerHour is { } hour ? [$"{hour} an hour"] : (string[])[],
            .. limit.MaxPerDay is { } day ? [$"{day} a day"] : (string[])[],
        ];
        string whose = limit.Per switch
        {
            RateLimitScope.Principal => "for each principal",
            RateLimitScope.Tenant => "for each tenant",
            _ => "for everybody together",
        };
        return $"at most {string.Join(", ", parts)}, {whose}";
    }
}
