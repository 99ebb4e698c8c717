using System.Collections.Immutable;

namespace PolicyOs.Verification.Simulation;

/// <summary>Recorded sessions beside what they would have been by another bundle.</summary>
/// <param name="Bundle">The other bundle's name.</param>
/// <param name="PolicyVersion">Its digest.</param>
/// <param name="Sessions">Every session, in the order of their streams.</param>
/// <param name="AskedBefore">Requests for people in the record.</param>
/// <param name="AskedAfter">Requests by the other bundle.</param>
/// <param name="Requests">Recorded requests that are no tool calls: they count as steps and taint as recorded, and are not decided again.</param>
public sealed record SimulationReport(
    string Bundle,
    string PolicyVersion,
    ImmutableArray<SessionComparison> Sessions,
    ImmutableArray<AskedApproval> AskedBefore,
    ImmutableArray<AskedApproval> AskedAfter,
    int Requests)
{
    /// <summary>Every call.</summary>
    public IEnumerable<CallComparison> Calls => Sessions.SelectMany(static session => session.Calls);

    /// <summary>Whether nothing changes, as far as it can be said.</summary>
    public bool IsSame => Calls.All(static call => !call.IsChanged) && Sessions.All(static session => !session.EndsElsewhere);

    /// <summary>Changes per tool and code, the most frequent first; then what cannot be said.</summary>
    public ImmutableArray<DecisionChange> Changes =>
    [
        .. Calls.Where(static call => call.IsChanged || call.IsUndetermined)
            .GroupBy(static call => (call.Tool, call.Before, call.After))
            .Select(static same => new DecisionChange(same.Key.Tool, same.Key.Before, same.Key.After, same.Count()))
            .OrderBy(static change => change.After is null).ThenByDescending(static change => change.Count)
            .ThenBy(static change => change.Tool, StringComparer.Ordinal).ThenBy(static change => change.Before, StringComparer.Ordinal)
            .ThenBy(static change => change.After, StringComparer.Ordinal),
    ];

    /// <summary>Requests of calls that asked nobody in the record.</summary>
    public ImmutableArray<AskedApproval> Added => Without(AskedAfter, AskedBefore);

    /// <summary>Requests of calls that ask nobody by the other bundle; not those of calls of which nothing can be said.</summary>
    public ImmutableArray<AskedApproval> Removed
    {
        get
        {
            HashSet<string> unknown = [.. Calls.Where(static call => call.IsUndetermined).Select(static call => call.CallId)];
            return [.. Without(AskedBefore, AskedAfter).Where(asked => !unknown.Contains(asked.CallId))];
        }
    }

    /// <summary>Who is asked how often.</summary>
    public ImmutableArray<ApprovalLoad> Load =>
        ApprovalLoad.Of(AskedBefore, AskedAfter, Calls.Select(static call => call.At.UtcTicks / TimeSpan.TicksPerHour).Distinct().Count());

    private static ImmutableArray<AskedApproval> Without(ImmutableArray<AskedApproval> asked, ImmutableArray<AskedApproval> other)
    {
        HashSet<string> calls = [.. other.Select(static o => o.CallId)];
        return [.. asked.Where(a => !calls.Contains(a.CallId))];
    }
}
