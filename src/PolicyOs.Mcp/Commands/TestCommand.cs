using System.CommandLine;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Verification.Coverage;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos test DIR…</c>: runs golden tasks and golden cases on the engine that serves calls.</summary>
internal static class TestCommand
{
    private static readonly Argument<string[]> s_bundles = new("bundle") { Description = "Folders of contract bundles.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> s_json = new("--json") { Description = "One JSON document on standard output." };
    private static readonly Option<string?> s_junit = new("--junit") { Description = "Writes a JUnit report to this file." };

    private static readonly Option<bool> s_coverage = new("--coverage") { Description = "For every rule: the tasks that it lets pass, decides and is missed by; each is taken out in turn." };
    private static readonly Option<double?> s_minPinned = new("--min-pinned") { Description = "With --coverage: fails when fewer percent of a bundle's rules would be missed." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("test", "Runs the golden tasks and golden cases of bundles.") { s_bundles, s_json, s_junit, s_coverage, s_minPinned };
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_minPinned) is { } percent && (percent is not (>= 0 and <= 100) || !result.GetValue(s_coverage)))
            {
                result.AddError("--min-pinned takes a percentage from 0 to 100 and goes with --coverage");
            }
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var reports = new List<BundleTestReport>();
        foreach (string directory in arguments.GetValue(s_bundles)!)
        {
            if (!Directory.Exists(directory))
            {
                Console.Error.WriteLine($"policyos: error: there is no folder `{directory}`");
                return ExitCodes.CannotStart;
            }

            BundleLoad load = BundleLoader.Load(directory);
            if (load.Bundle is not { } bundle || !bundle.Unenforced.IsEmpty)
            {
                BundleReport.Write(load, Console.Error);
                foreach (UnenforcedKey key in load.Bundle?.Unenforced ?? [])
                {
                    Console.Error.WriteLine($"{key.File}({key.Line},{key.Column}): error: `{key.Key}` is not enforced by this version; the bundle is not tested");
                }

                return ExitCodes.DoesNotHold;
            }

            var runner = new GoldenRunner(bundle);
            var report = new BundleTestReport(bundle.Name, [.. GoldenRunner.TasksOf(bundle).Select(runner.Run)]);
            reports.Add(arguments.GetValue(s_coverage) && report.Holds ? report with { Coverage = CoverageRunner.Run(bundle, CoverageProgress.Of(bundle.Name)) } : report);
        }

        if (arguments.GetValue(s_junit) is { } file)
        {
            File.WriteAllText(file, JUnitReport.Render(reports));
        }

        Console.Out.Write(arguments.GetValue(s_json) ? TestReport.Json(reports) : TestReport.Text(reports));
        double least = arguments.GetValue(s_minPinned) ?? 0;
        return reports.All(report => report.Holds && report.Coverage is null or { WrongEquivalents.IsEmpty: true } && (report.Coverage?.Score ?? 100) >= least)
            ? ExitCodes.Ok
            : ExitCodes.DoesNotHold;
    }
}
