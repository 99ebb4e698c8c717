using System.Diagnostics;
using System.Globalization;

namespace PolicyOs.Benchmarks.Cel;

/// <summary>
/// The rule by many small batches, for machines that others work on: a batch is shorter than the scheduler's slice, so the median is of
/// batches that nobody interrupted. The other engines are measured the same way by cel-compare/compare.mjs.
/// </summary>
internal static class RuleLoad
{
    private const int Batches = 4_000;
    private const int PerBatch = 200;
    private const int WarmUps = 3;

    /// <summary>Writes one line of JSON for each way of calling: nanoseconds and bytes for one evaluation.</summary>
    public static void Run()
    {
        var rule = new RuleBenchmark();
        Report("evaluate", () => rule.Evaluate());
        Report("activate and evaluate", () => rule.ActivateAndEvaluate());
    }

    private static void Report(string name, Func<bool?> evaluate)
    {
        double[] nanoseconds = [];
        for (int i = 0; i < WarmUps; i++)
        {
            nanoseconds = Measure(evaluate);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < PerBatch; i++)
        {
            evaluate();
        }

        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / PerBatch;
        Array.Sort(nanoseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $$"""{"name":"{{name}}","median_ns":{{nanoseconds[Batches / 2]:F1}},"best_ns":{{nanoseconds[0]:F1}},"bytes":{{bytes}}}"""));
    }

    private static double[] Measure(Func<bool?> evaluate)
    {
        var results = new double[Batches];
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < PerBatch; i++)
            {
                evaluate();
            }

            results[batch] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / PerBatch;
        }

        return results;
    }
}
