using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Verification.Coverage;

/// <summary>
/// Finds out what golden tasks know of every rule of a bundle by taking each out in turn and running them again (spec 4.1). The tasks must
/// hold with all rules in place.
/// </summary>
public static class CoverageRunner
{
    /// <summary>Runs the tasks once as they are and once without each rule, on every processor.</summary>
    /// <param name="bundle">A bundle whose golden tasks hold.</param>
    /// <param name="progress">Told after each rule how many are done, of how many; from any thread.</param>
    public static BundleCoverage Run(CompiledBundle bundle, Action<int, int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ImmutableArray<RuleInstance> rules = RuleSources.Of(bundle);
        var runner = new GoldenRunner(bundle);
        ImmutableArray<TaskRun> asIs = [.. GoldenRunner.TasksOf(bundle).Select(task => TaskRun.Of(runner, bundle, task))];
        Dictionary<string, string> equivalents = bundle.GoldenEquivalents.GroupBy(e => e.Rule, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Reason, StringComparer.Ordinal);
        var found = new RuleCoverage[rules.Length];
        int done = 0;
        Parallel.For(0, rules.Length, number =>
        {
            found[number] = Examine(runner, bundle, rules[number], asIs, equivalents.GetValueOrDefault(rules[number].Id));
            progress?.Invoke(Interlocked.Increment(ref done), rules.Length);
        });
        Dictionary<string, RuleCoverage> byId = found.ToDictionary(rule => rule.Rule, StringComparer.Ordinal);
        return new([.. found], [.. bundle.GoldenEquivalents.Where(e => !byId.TryGetValue(e.Rule, out RuleCoverage? rule) || rule.IsPinned)]);
    }

    private static RuleCoverage Examine(GoldenRunner runner, CompiledBundle bundle, RuleInstance rule, ImmutableArray<TaskRun> asIs, string? equivalent)
    {
        CompiledBundle without = rule.Without(bundle);
        GoldenRunner other = runner.With(without, rule.SchemaOf);
        var passed = ImmutableArray.CreateBuilder<string>();
        var decided = ImmutableArray.CreateBuilder<string>();
        var pinned = ImmutableArray.CreateBuilder<string>();
        foreach (TaskRun run in asIs)
        {
            if (run.Passed.Any(pass => pass.Check == rule.Check && (rule.Tools.IsEmpty || rule.Tools.Contains(pass.Tool))))
            {
                passed.Add(run.Task.Id);
            }

            TaskRun now = TaskRun.Of(other, without, run.Task);
            if (now.Seen != run.Seen)
            {
                decided.Add(run.Task.Id);
            }

            if (run.Holds && !now.Holds)
            {
                pinned.Add(run.Task.Id);
            }
        }

        return new(rule.Id, rule.Check, passed.ToImmutable(), decided.ToImmutable(), pinned.ToImmutable(), equivalent);
    }
}
