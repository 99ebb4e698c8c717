using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Verification.Coverage;

/// <summary>How a task went: whether it holds, what could be seen of it, and which checks let which tools pass.</summary>
/// <param name="Task">The task.</param>
/// <param name="Holds">Whether everything that it expects is so.</param>
/// <param name="Seen">Everything that a task may expect, as it was.</param>
/// <param name="Passed">Checks with the tool that they looked at and let pass; <c>output</c> where a result was let through.</param>
internal sealed record TaskRun(GoldenTask Task, bool Holds, string Seen, ImmutableHashSet<(string Check, int Tool)> Passed)
{
    public static TaskRun Of(GoldenRunner runner, CompiledBundle bundle, GoldenTask task)
    {
        GoldenResult result = runner.Run(task, out GoldenWorld world);
        IEnumerable<string> seen =
        [
            .. world.Reports.Select(r => $"{r.Report.Verdict} {r.Report.Code} {r.Report.Evidence} {r.Phase}"),
            .. world.Events,
            string.Join(' ', world.Session.LabelNames(bundle).Order(StringComparer.Ordinal)),
            string.Join(' ', world.Visible()),
            world.Session.Cost.ToString(),
        ];
        return new(task, result.Holds, string.Join('\n', seen), [.. world.Reports.SelectMany(r => PassedBy(r.Call.Tool, r.Report))]);
    }

    private static IEnumerable<(string Check, int Tool)> PassedBy(int tool, CallReport report)
    {
        foreach (CheckTrace check in report.Trace.Where(check => check.Verdict == CheckVerdict.Pass))
        {
            yield return (check.Check, tool);
        }

        if (report is { Verdict: Verdict.Allow, Code: null })
        {
            yield return ("output", tool);
            yield return ("effect", tool);
        }
    }
}
