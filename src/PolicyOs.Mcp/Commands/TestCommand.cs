using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Live;
using PolicyOs.Mcp.Operate;
using PolicyOs.Verification.Coverage;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Mcp.Commands;

/// <summary>
/// <c>policyos test DIR…</c>: runs golden tasks and golden cases on the engine that serves calls; with <c>--live</c> through a real gateway,
/// with two <c>--surface</c> on two endpoints side by side.
/// </summary>
internal static class TestCommand
{
    private static readonly Argument<string[]> s_bundles = new("bundle") { Description = "Folders of contract bundles.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> s_json = new("--json") { Description = "One JSON document on standard output." };
    private static readonly Option<string?> s_junit = new("--junit") { Description = "Writes a JUnit report to this file." };
    private static readonly Option<bool> s_coverage = new("--coverage") { Description = "For every rule: the tasks that it lets pass, decides and is missed by; each is taken out in turn." };
    private static readonly Option<double?> s_minPinned = new("--min-pinned") { Description = "With --coverage: fails when fewer percent of a bundle's rules would be missed." };
    private static readonly Option<bool> s_live = new("--live") { Description = "Through a real gateway to the bundle's own servers." };
    private static readonly Option<string[]> s_surfaces = new("--surface") { Description = "Given twice: the URLs or commands of two gateways that the same tasks are played on and compared." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("test", "Runs the golden tasks and golden cases of bundles.") { s_bundles, s_live, s_surfaces, s_json, s_junit, s_coverage, s_minPinned };
        command.Validators.Add(result =>
        {
            // The value itself can be asked for only where it is a number.
            if (result.GetResult(s_minPinned) is { } least
                && (least.Errors.Any() || least.Tokens.Count != 1 || !double.TryParse(least.Tokens[0].Value, CultureInfo.InvariantCulture, out double percent) || percent is not (>= 0 and <= 100) || !result.GetValue(s_coverage)))
            {
                result.AddError("--min-pinned takes a percentage from 0 to 100 and goes with --coverage");
            }

            if (result.GetValue(s_coverage) && (result.GetValue(s_live) || result.GetValue(s_surfaces) is { Length: > 0 }))
            {
                result.AddError("--coverage is of the engine alone: it goes with neither --live nor --surface");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        string[] surfaces = arguments.GetValue(s_surfaces) ?? [];
        if (surfaces.Length is not (0 or 2) || (surfaces.Length > 0 && (arguments.GetValue(s_live) || arguments.GetValue(s_junit) is not null)))
        {
            Console.Error.WriteLine("policyos: error: --surface is given twice, A and B, and goes with neither --live nor --junit");
            return ExitCodes.Usage;
        }

        var bundles = new List<CompiledBundle>();
        foreach (string directory in arguments.GetValue(s_bundles)!)
        {
            if (Load(directory, out CompiledBundle? bundle) is var exit and not ExitCodes.Ok)
            {
                return exit;
            }

            bundles.Add(bundle!);
        }

        try
        {
            return surfaces.Length > 0
                ? await CompareAsync(arguments, bundles, surfaces, stop)
                : Report(arguments, arguments.GetValue(s_live) ? await LiveAsync(bundles, stop) : [.. bundles.Select(bundle => OnEngine(bundle, arguments.GetValue(s_coverage)))]);
        }
        catch (SurfaceException e)
        {
            Console.Error.WriteLine("policyos: error: " + e.Message);
            return ExitCodes.CannotStart;
        }
    }

    private static BundleTestReport OnEngine(CompiledBundle bundle, bool isCovered)
    {
        GoldenTask[] tasks = [.. GoldenRunner.TasksOf(bundle)];
        using var progress = new ProgressLine(bundle.Name, tasks.Length, "tasks");
        var runner = new GoldenRunner(bundle);
        var report = new BundleTestReport(bundle.Name, [.. tasks.Select(task =>
        {
            GoldenResult result = runner.Run(task);
            progress.Step();
            return result;
        })]);
        return isCovered && report.Holds ? report with { Coverage = CoverageRunner.Run(bundle, CoverageProgress.Of(bundle.Name)) } : report;
    }

    private static async Task<List<BundleTestReport>> LiveAsync(List<CompiledBundle> bundles, CancellationToken stop)
    {
        var reports = new List<BundleTestReport>();
        foreach (CompiledBundle bundle in bundles)
        {
            GoldenTask[] tasks = [.. GoldenRunner.TasksOf(bundle)];
            using var progress = new ProgressLine(bundle.Name, tasks.Length, "tasks");
            var results = ImmutableArray.CreateBuilder<GoldenResult>();
            var skipped = ImmutableArray.CreateBuilder<(GoldenTask Task, string Why)>();
            foreach (GoldenTask task in tasks)
            {
                (GoldenResult result, string? why) = await LiveRunner.RunAsync(bundle, task, stop);
                if (why is null)
                {
                    results.Add(result);
                }
                else
                {
                    skipped.Add((task, why));
                }

                progress.Step();
            }

            reports.Add(new(bundle.Name, results.ToImmutable()) { Skipped = skipped.ToImmutable() });
        }

        return reports;
    }

    private static async Task<int> CompareAsync(ParseResult arguments, List<CompiledBundle> bundles, string[] surfaces, CancellationToken stop)
    {
        (SurfaceTarget? first, string? problem) = SurfaceTarget.Parse(surfaces[0]);
        (SurfaceTarget? second, string? other) = SurfaceTarget.Parse(surfaces[1]);
        if (first is null || second is null)
        {
            Console.Error.WriteLine("policyos: error: " + (problem ?? other));
            return ExitCodes.Usage;
        }

        var tasks = new List<ParityTask>();
        (CompiledBundle Bundle, GoldenTask Task)[] all = [.. bundles.SelectMany(bundle => GoldenRunner.TasksOf(bundle).Select(task => (bundle, task)))];
        using (var progress = new ProgressLine("compared", all.Length, "tasks"))
        {
            foreach ((CompiledBundle bundle, GoldenTask task) in all)
            {
                tasks.Add(await ParityTask.PlayAsync(bundle, task, first, second, stop));
                progress.Step();
            }
        }

        if (arguments.GetValue(s_json))
        {
            Output.Json(w => ParityReport.Json(w, tasks, first.Text, second.Text));
        }
        else
        {
            Console.Out.Write(ParityReport.Text(tasks, first.Text, second.Text));
        }

        return tasks.Any(static task => task.Differences.Any()) ? ExitCodes.DoesNotHold : ExitCodes.Ok;
    }

    private static int Report(ParseResult arguments, List<BundleTestReport> reports)
    {
        Console.Out.Write(arguments.GetValue(s_json) ? TestReport.Json(reports) : TestReport.Text(reports));
        if (arguments.GetValue(s_junit) is { } file)
        {
            try
            {
                File.WriteAllText(file, JUnitReport.Render(reports));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine("policyos: error: --junit: " + e.Message);
                return ExitCodes.CannotStart;
            }
        }

        double least = arguments.GetValue(s_minPinned) ?? 0;
        return reports.All(report => report.Holds && report.Coverage is null or { WrongEquivalents.IsEmpty: true } && (report.Coverage?.Score ?? 100) >= least)
            ? ExitCodes.Ok
            : ExitCodes.DoesNotHold;
    }

    private static int Load(string directory, out CompiledBundle? bundle)
    {
        bundle = null;
        if (!BundleReport.IsThere(directory))
        {
            return ExitCodes.CannotStart;
        }

        BundleLoad load = BundleLoader.Load(directory);
        bundle = load.Bundle;
        if (bundle is not null)
        {
            return ExitCodes.Ok;
        }

        BundleReport.Write(load, Console.Error);
        return ExitCodes.DoesNotHold;
    }
}
