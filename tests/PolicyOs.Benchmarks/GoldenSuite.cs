using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Testing;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Benchmarks;

/// <summary>How long a golden suite of 10,000 steps runs on one processor: the shipped bundles' own tasks, over and over. Held to 2 s.</summary>
internal static class GoldenSuite
{
    private const int Steps = 10_000;

    public static void Run()
    {
        var text = new StringBuilder("""
            # Golden suite

            `dotnet run -c Release --project tests/PolicyOs.Benchmarks -- golden`: the tasks and cases of each bundle in turn until 10,000 steps are decided,
            dispatched and settled, given calls not counted; one thread, the bundle read and compiled included, the first of all without a warm-up.

            | bundle | tasks run | steps | given calls | seconds, held to 2 |
            |---|---|---|---|---|

            """);
        foreach (string folder in Directory.GetDirectories(RepositoryRoot.At("bundles")).Order(StringComparer.Ordinal))
        {
            var watch = Stopwatch.StartNew();
            CompiledBundle bundle = BundleLoader.Load(folder).Bundle!;
            (int tasks, int steps, int given) = RunAll(bundle, [.. GoldenRunner.TasksOf(bundle)]);
            text.Append(CultureInfo.InvariantCulture, $"| {bundle.Name} | {tasks} | {steps} | {given} | {watch.Elapsed.TotalSeconds:0.00} |\n");
        }

        Console.Write(text);
        File.WriteAllText(RepositoryRoot.At("tests", "PolicyOs.Benchmarks", "results", "golden.md"), text.ToString());
    }

    private static (int Tasks, int Steps, int Given) RunAll(CompiledBundle bundle, ImmutableArray<GoldenTask> tasks)
    {
        var runner = new GoldenRunner(bundle);
        (int run, int steps, int given) = (0, 0, 0);
        while (steps < Steps)
        {
            GoldenTask task = tasks[run++ % tasks.Length];
            if (!runner.Run(task).Holds)
            {
                throw new InvalidOperationException($"the task {task.Id} of {bundle.Name} fails");
            }

            (steps, given) = (steps + task.Steps.Length, given + task.Given.Length);
        }

        return (run, steps, given);
    }
}
