using System.Globalization;
using System.Text;
using PolicyOs.Verification.Simulation;

namespace PolicyOs.Mcp.Simulate;

/// <summary>A simulation for people.</summary>
internal static class SimulationText
{
    /// <summary>Figures first, then changes per tool and code, approvals, where sessions would end, and each session's first divergence.</summary>
    public static string Render(SimulationReport report, AddedApprovals added)
    {
        var text = new StringBuilder();
        CallComparison[] calls = [.. report.Calls];
        int changed = calls.Count(static call => call.IsChanged);
        int unknown = calls.Count(static call => call.IsUndetermined);
        text.Append(CultureInfo.InvariantCulture, $"{report.Sessions.Length} sessions with {calls.Length} calls against {report.Bundle} ({report.PolicyVersion[..12]})\n");
        text.Append(CultureInfo.InvariantCulture, $"decisions: {calls.Length - changed - unknown} the same, {changed} changed, {unknown} undetermined\n");
        if (report.Requests > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{report.Requests} requests that are no tool calls count as recorded and were not decided again\n");
        }

        Changes(text, report);
        Approvals(text, report, added);
        Ends(text, report);
        Divergences(text, report);
        Unknown(text, report);
        if (changed == 0 && report.IsSame)
        {
            text.Append(unknown == 0 ? "nothing would change\n" : "nothing would change as far as it can be said\n");
        }

        return text.ToString();
    }

    private static void Changes(StringBuilder text, SimulationReport report)
    {
        if (report.Changes.IsEmpty)
        {
            return;
        }

        text.Append("\nchanges per tool and code\n");
        Table(text, ["calls", "tool", "before", "after"], report.Changes.Select(static change => new[]
        {
            change.Count.ToString(CultureInfo.InvariantCulture), change.Tool, change.Before, change.After ?? "undetermined",
        }));
    }

    private static void Approvals(StringBuilder text, SimulationReport report, AddedApprovals added)
    {
        if (report.AskedBefore.IsEmpty && report.AskedAfter.IsEmpty)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\napprovals: {report.AskedBefore.Length} asked for before, {report.AskedAfter.Length} after: {report.Added.Length} added, {report.Removed.Length} removed");
        text.Append(report.Added.IsEmpty ? "\n" : $" (added ones are taken as {added.ToString().ToLowerInvariant()})\n");
        Table(text, ["who", "before", "after", "per hour", "busiest hour"], report.Load.Select(static load => new[]
        {
            load.Seat,
            load.Before.ToString(CultureInfo.InvariantCulture),
            load.After.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{load.PerHourBefore:0.##} -> {load.PerHourAfter:0.##}"),
            $"{load.BusiestHourBefore} -> {load.BusiestHourAfter}",
        }));
        foreach ((string what, IEnumerable<AskedApproval> asked) in new[] { ("added", report.Added.AsEnumerable()), ("removed", report.Removed) })
        {
            foreach (IGrouping<string, AskedApproval> tool in asked.GroupBy(static a => a.Tool).OrderBy(static g => g.Key, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {what} for {tool.Key}: {tool.Count()}\n");
            }
        }
    }

    private static void Ends(StringBuilder text, SimulationReport report)
    {
        SessionComparison[] elsewhere = [.. report.Sessions.Where(static session => session.EndsElsewhere)];
        if (elsewhere.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{elsewhere.Length} sessions would end elsewhere\n");
            Table(text, ["session", "principal", "before", "after"], elsewhere.Select(static session => new[] { session.Session, session.Principal, session.Before, session.After! }));
        }
    }

    private static void Divergences(StringBuilder text, SimulationReport report)
    {
        CallComparison[] first = [.. report.Sessions.Select(static session => session.FirstDivergence).OfType<CallComparison>()];
        if (first.Length == 0)
        {
            return;
        }

        text.Append("\nwhere each session first diverges\n");
        foreach (SessionComparison session in report.Sessions.Where(static session => session.FirstDivergence is not null))
        {
            CallComparison call = session.FirstDivergence!;
            text.Append(CultureInfo.InvariantCulture, $"  {session.Session} at {call.At.UtcDateTime:O} {call.Tool} ({call.CallId}): {call.Before} -> {call.After}\n    {call.Message}\n");
        }
    }

    private static void Unknown(StringBuilder text, SimulationReport report)
    {
        string[] reasons = [.. report.Sessions.Select(static session => session.Undetermined is { } why ? $"  {session.Session}: {why}" : null).OfType<string>()];
        if (reasons.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{reasons.Length} sessions are undetermined from some call on\n").AppendJoin('\n', reasons).Append('\n');
        }
    }

    private static void Table(StringBuilder text, string[] heading, IEnumerable<string[]> rows)
    {
        string[][] all = [heading, .. rows];
        int[] widths = [.. heading.Select((_, column) => all.Max(row => row[column].Length))];
        foreach (string[] row in all)
        {
            text.Append("  ").Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }
    }
}
