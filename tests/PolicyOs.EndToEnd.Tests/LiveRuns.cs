using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>The runs of all bundles, as many at once as there are processors: each plays its tasks one after the other.</summary>
public sealed partial class LiveRuns : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    // Cases of single calls are as many again: with the variable they are played too.
    private static readonly bool s_withCases = Environment.GetEnvironmentVariable("POLICYOS_LIVE_CASES") == "1";

    // A task is a gateway and a server for each step before a restart: some of every bundle show that it can be played.
    private const int TasksOfAShortRun = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policyos-live-bundle-");
    private readonly SemaphoreSlim _seats = new(Environment.ProcessorCount);
    private readonly ConcurrentDictionary<string, Task<(int Exit, string Output, string Errors)>> _runs = new(StringComparer.Ordinal);

    public LiveRuns()
    {
        foreach (string name in Names)
        {
            _runs[name] = RunAsync(name);
        }
    }

    public static string[] Names => [.. Directory.GetDirectories(RepositoryRoot.At("bundles")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public Task<(int Exit, string Output, string Errors)> Of(string bundle) => _runs[bundle];

    public void Dispose()
    {
        _seats.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<(int Exit, string Output, string Errors)> RunAsync(string bundle)
    {
        string directory = s_withCases ? RepositoryRoot.At("bundles", bundle) : ToPlay(bundle);
        await _seats.WaitAsync();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Executable.PolicyOs.Program, [.. Executable.PolicyOs.Arguments, "test", directory, "--live", "--json"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
            await process.WaitForExitAsync();
            return (process.ExitCode, output, await errors);
        }
        finally
        {
            _seats.Release();
        }
    }

    // A copy without the cases of single calls, and in a short run with the first of its tasks.
    private string ToPlay(string bundle)
    {
        string from = RepositoryRoot.At("bundles", bundle);
        string to = Path.Combine(_folder.FullName, bundle);
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, Cases.Replace(File.ReadAllText(file), "golden_cases: []\n"));
        }

        string tasks = Path.Combine(to, "golden_tasks.yaml");
        if (!LongRuns.Included && Tasks.Matches(File.ReadAllText(tasks)) is { Count: > TasksOfAShortRun } all)
        {
            File.WriteAllText(tasks, File.ReadAllText(tasks)[..all[TasksOfAShortRun].Index]);
        }

        return to;
    }

    [GeneratedRegex("^  - id:", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tasks { get; }

    [GeneratedRegex(@"^golden_cases:.*\n(?:[ ].*\n|\n)*", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cases { get; }
}
