using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary><c>policyos test DIR --live</c> of every shipped bundle: what the golden tasks say holds through a real gateway in front of the demo servers too.</summary>
public sealed partial class LiveBundleTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

    // Cases of single calls are as many again: with the variable they are played too.
    private static readonly bool s_withCases = Environment.GetEnvironmentVariable("POLICYOS_LIVE_CASES") == "1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policyos-live-bundle-");

    public static TheoryData<string> Bundles => [.. Directory.GetDirectories(RepositoryRoot.At("bundles")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Bundles))]
    public async Task TestLive_OfAShippedBundle_Holds(string bundle)
    {
        (int exit, string output, string errors) = await RunAsync("test", s_withCases ? RepositoryRoot.At("bundles", bundle) : WithoutCases(bundle), "--live", "--json");

        Assert.True(exit is 0 or 1, errors + output);
        JsonElement report = Assert.Single(JsonElement.Parse(output).GetProperty("bundles").EnumerateArray());
        Assert.Empty(report.GetProperty("tasks").EnumerateArray().Where(task => !task.GetProperty("holds").GetBoolean()).Select(task => task.GetRawText()));
        Assert.Equal(0, exit);
        Assert.True(report.GetProperty("tasks").GetArrayLength() >= 12, "most tasks were left out: " + report.GetProperty("skipped").GetRawText());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string WithoutCases(string bundle)
    {
        string from = RepositoryRoot.At("bundles", bundle);
        string to = Path.Combine(_folder.FullName, bundle);
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, Cases.Replace(File.ReadAllText(file), "golden_cases: []\n"));
        }

        return to;
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Executable.PolicyOs.Program, [.. Executable.PolicyOs.Arguments, .. arguments])
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

    [GeneratedRegex(@"^golden_cases:.*\n(?:[ ].*\n|\n)*", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cases { get; }
}
