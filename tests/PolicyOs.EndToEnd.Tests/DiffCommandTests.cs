using System.Diagnostics;
using System.Text.Json;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary><c>policyos diff</c> as a pipeline runs it: what it prints and how it ends.</summary>
public sealed class DiffCommandTests : IDisposable
{
    private readonly string _old = RepositoryRoot.At("bundles", "inbox-triage");
    private readonly string _new = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public DiffCommandTests()
    {
        foreach (string file in Directory.GetFiles(_old, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(_new, Path.GetRelativePath(_old, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    [Theory]
    [LongInlineData("max_steps: 40", "max_steps: 40", "", 0)]
    [InlineData("max_steps: 40", "max_steps: 30", "", 0)]
    [InlineData("max_steps: 40", "max_steps: 50", "", 1)]
    [LongInlineData("max_steps: 40", "max_steps: 50", "--allow breaking", 1)]
    [InlineData("max_steps: 40", "max_steps: 50", "--allow weakening", 0)]
    [LongInlineData("max_steps: 40", "max_steps: 50", "--allow breaking,weakening", 0)]
    [LongInlineData("agent: inbox-triage-agent", "agent: another", "--allow weakening", 1)]
    [InlineData("max_steps: 40", "max_steps: 50", "--allow everything", 2)]
    [LongInlineData("max_steps: 40", "max_steps: -1", "--allow breaking,weakening", 1)]
    public async Task Diff_OfAnEdit_EndsWith(string old, string @new, string options, int exit)
    {
        Edit(old, @new);

        Assert.Equal(exit, (await RunAsync(options)).Exit);
    }

    [Fact]
    public async Task Diff_Json_SaysClassFieldPlaceAndValues()
    {
        Edit("max_steps: 40", "max_steps: 50");

        (_, string output) = await RunAsync("--json");

        JsonElement change = JsonElement.Parse(output).GetProperty("changes")[0];
        Assert.Equal(
            ("weakening", "session_limits.max_steps", "session.yaml", "40", "50"),
            (Text("class"), Text("field"), Text("file"), Text("old"), Text("new")));

        string? Text(string name) => change.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Diff_NoSuchFolder_EndsWithThree()
    {
        Directory.Delete(_new, recursive: true);
        Assert.Equal(3, (await RunAsync(string.Empty)).Exit);
        Directory.CreateDirectory(_new);
    }

    public void Dispose() => Directory.Delete(_new, recursive: true);

    private void Edit(string old, string @new)
    {
        string file = Path.Combine(_new, "session.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace(old, @new, StringComparison.Ordinal));
    }

    private async Task<(int Exit, string Output)> RunAsync(string options)
    {
        var start = new ProcessStartInfo(Executable.PolicyOs.Program, [.. Executable.PolicyOs.Arguments, "diff", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), _old, _new])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
