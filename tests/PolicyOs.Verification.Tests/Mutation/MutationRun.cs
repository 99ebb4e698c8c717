using System.Collections.Immutable;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>Which mutants of a bundle <c>check</c> or the golden tasks catch.</summary>
/// <param name="Bundle">Its name.</param>
/// <param name="ByCheck">Mutants that <c>check --strict</c> reports.</param>
/// <param name="ByTasks">Mutants that compile and make a golden task fail.</param>
/// <param name="Equivalent">Mutants that nothing catches and that are said to be equivalent, each with its reason.</param>
/// <param name="Survived">All others.</param>
internal sealed record MutationRun(
    string Bundle, ImmutableArray<Mutant> ByCheck, ImmutableArray<Mutant> ByTasks, ImmutableArray<(Mutant Mutant, string Reason)> Equivalent, ImmutableArray<Mutant> Survived)
{
    public const int Count = 200;

    /// <summary>The mutants of each bundle are drawn with this.</summary>
    public const int Seed = 20_261_121;

    /// <summary>How many mutants of the bundle there are.</summary>
    public required int All { get; init; }

    /// <summary>How many of them no decision can show.</summary>
    public required int OfTheGateway { get; init; }

    /// <summary>Percent caught of those that are not equivalent.</summary>
    public double Score => 100.0 * (ByCheck.Length + ByTasks.Length) / (ByCheck.Length + ByTasks.Length + Survived.Length);

    /// <summary>Tries every drawn mutant of a bundle.</summary>
    /// <param name="directory">The bundle's folder.</param>
    /// <param name="count">How many; fewer are the first of the same drawing.</param>
    public static MutationRun Of(string directory, int count)
    {
        WrittenBundle bundle = WrittenBundle.Read(directory)!;
        if (CaughtBy(bundle.Load) is { } unchanged)
        {
            throw new InvalidOperationException($"{bundle.Name} is caught by {unchanged} without a change");
        }

        ImmutableArray<Mutant> mutants = Mutator.Draw(bundle, count, Seed);
        var caught = new string?[mutants.Length];
        Parallel.For(0, mutants.Length, i => caught[i] = CaughtBy(mutants[i].Of(bundle).Load));
        ImmutableArray<Mutant> Of(string? by) => [.. mutants.Where((_, i) => caught[i] == by)];
        ImmutableArray<(Mutant Mutant, string? Reason)> left = [.. Of(null).Select(mutant => (mutant, Equivalents.Reason(bundle, mutant)))];
        ImmutableArray<Mutant> all = Mutator.All(bundle);
        return new(
            bundle.Name, Of("check"), Of("tasks"), [.. left.Where(m => m.Reason is not null).Select(m => (m.Mutant, m.Reason!))], [.. left.Where(m => m.Reason is null).Select(m => m.Mutant)])
        {
            All = all.Length,
            OfTheGateway = all.Count(mutant => mutant.Operator == MutationOperator.LoosenGateway),
        };
    }

    private static string? CaughtBy(BundleLoad load)
    {
        if (load.Bundle is not { } compiled || load.Diagnostics.Any(finding => finding.Severity == Severity.Warning))
        {
            return "check";
        }

        var runner = new GoldenRunner(compiled);
        foreach (GoldenTask task in GoldenRunner.TasksOf(compiled))
        {
            if (!runner.Run(task).Holds)
            {
                return "tasks";
            }
        }

        return null;
    }
}
