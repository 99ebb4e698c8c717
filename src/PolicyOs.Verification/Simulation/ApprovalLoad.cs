using System.Collections.Immutable;

namespace PolicyOs.Verification.Simulation;

/// <summary>How many requests reach one kind of person.</summary>
/// <param name="Seat"><c>role x</c>, <c>user y</c> ….</param>
/// <param name="Before">Requests in the record.</param>
/// <param name="After">Requests by the other bundle.</param>
/// <param name="BusiestHourBefore">The most within one clock hour (UTC) of the record.</param>
/// <param name="BusiestHourAfter">The same by the other bundle.</param>
/// <param name="PerHourBefore">Mean over the clock hours in which any call was decided.</param>
/// <param name="PerHourAfter">The same by the other bundle.</param>
public sealed record ApprovalLoad(
    string Seat, int Before, int After, int BusiestHourBefore, int BusiestHourAfter, double PerHourBefore, double PerHourAfter)
{
    /// <summary>The load on everyone who is asked in either.</summary>
    /// <param name="before">Requests in the record.</param>
    /// <param name="after">Requests by the other bundle.</param>
    /// <param name="hours">How many clock hours had any call.</param>
    internal static ImmutableArray<ApprovalLoad> Of(IReadOnlyList<AskedApproval> before, IReadOnlyList<AskedApproval> after, int hours)
    {
        IEnumerable<string> seats = before.Concat(after).SelectMany(static asked => asked.Seats).Distinct().Order(StringComparer.Ordinal);
        return
        [
            .. seats.Select(seat =>
            {
                (int was, int wasBusiest) = Count(before, seat);
                (int is_, int isBusiest) = Count(after, seat);
                return new ApprovalLoad(seat, was, is_, wasBusiest, isBusiest, was / (double)Math.Max(1, hours), is_ / (double)Math.Max(1, hours));
            }),
        ];
    }

    private static (int All, int Busiest) Count(IReadOnlyList<AskedApproval> asked, string seat)
    {
        AskedApproval[] mine = [.. asked.Where(a => a.Seats.Contains(seat))];
        return (mine.Length, mine.GroupBy(static a => a.At.UtcTicks / TimeSpan.TicksPerHour).Select(static hour => hour.Count()).DefaultIfEmpty().Max());
    }
}
