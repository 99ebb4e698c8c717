using System.Diagnostics;
using System.Globalization;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Testing;

namespace PolicyOs.Benchmarks.Contracts;

/// <summary>
/// <c>dotnet run -c Release --project tests/PolicyOs.Benchmarks -- contracts [policyos]</c>: <c>policyos check</c> of a small bundle and of 1,000 tools
/// with ten rules each, as a process of its own from its start to its end. The bounds are 300 ms and 1.5 s.
/// </summary>
internal static class LargeBundleLoad
{
    private const int Tools = 1_000;
    private const int Repeats = 9;

    internal static void Run(SelfCommand program)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("policyos-large-");
        try
        {
            string plain = Path.Combine(folder.FullName, "invariants");
            string ruled = Path.Combine(folder.FullName, "rules");
            LargeBundle.Write(plain, Tools, hasExpressions: false);
            LargeBundle.Write(ruled, Tools, hasExpressions: true);
            Console.WriteLine("| policyos check | median ms | best ms | bound ms |");
            Console.WriteLine("|---|---:|---:|---:|");
            Report("inbox-triage, 7 tools", RepositoryRoot.At("bundles", "inbox-triage"), "300", program);
            Report("1,000 tools, 10 rules each", plain, "1500", program);
            Report("the same and 10 rules in CEL each", ruled, "", program);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Report(string name, string bundle, string bound, SelfCommand program)
    {
        Time(bundle, program);
        double[] times = [.. Enumerable.Range(0, Repeats).Select(_ => Time(bundle, program)).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {times[Repeats / 2]:F0} | {times[0]:F0} | {bound} |"));
    }

    private static double Time(string bundle, SelfCommand program)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program.Program, [.. program.Arguments, "check", bundle])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : throw new InvalidOperationException(said);
    }
}
