using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyOs.Mcp.Demo;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>What README.md, mcp.json.example and the tutorial tell people to type is what works (conventions, 15).</summary>
public sealed partial class ReadmeTests
{
    private static readonly string s_readme = File.ReadAllText(RepositoryRoot.At("README.md"));

    /// <summary>Every document with links into the checkout.</summary>
    public static TheoryData<string> Documents =>
        [
            "README.md", .. Directory.GetFiles(RepositoryRoot.At("docs"), "*.md").Select(file => "docs/" + Path.GetFileName(file)),
            .. Directory.GetFiles(RepositoryRoot.At("docs", "guides"), "*.md").Select(file => "docs/guides/" + Path.GetFileName(file)),
        ];

    [Fact]
    public async Task McpJsonExample_Command_ServesFromACheckout()
    {
        JsonElement example = JsonElement.Parse(File.ReadAllText(RepositoryRoot.At("mcp.json.example")));
        JsonElement server = example.GetProperty("mcpServers").GetProperty("inbox-triage");
        Assert.Equal("dotnet", server.GetProperty("command").GetString());
        string[] arguments = [.. server.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()!)];
        int end = Array.IndexOf(arguments, "--");
        Assert.Equal(["run", "--project", "src/PolicyOs.Mcp"], arguments[..end].Except(["-c", "Release", "-v", "quiet"]));

        // The same arguments go to the build that lies beside the tests; building again is what `dotnet run` would add.
        string[] own = [.. arguments[(end + 1)..].Select(argument => argument.StartsWith("bundles/", StringComparison.Ordinal) ? RepositoryRoot.At(argument) : argument)];
        DirectoryInfo data = Directory.CreateTempSubdirectory("policyos-data-");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = data.FullName };
        await using LineClient client = LineClient.Start(Executable.PolicyOs, own, environment);
        JsonElement hello = await client.ConnectAsync().WaitAsync(GatewayProcess.Patience);
        Assert.True(hello.TryGetProperty("result", out _));
        Assert.Equal(0, await client.EndAsync());
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("claude mcp add")]
    [InlineData("[mcp_servers.inbox-triage]")]
    [InlineData("\"mcpServers\"")]
    [InlineData("\"servers\"")]
    [InlineData("Dify")]
    [InlineData("dotnet run --project src/PolicyOs.Mcp -- demo")]
    [InlineData("dotnet test PolicyOs.Mcp.sln")]
    public void Readme_Says(string text) => Assert.Contains(text, s_readme, StringComparison.Ordinal);

    [Fact]
    public void ReadmesTestCommand_IsTheOneThatCiRuns() =>
        Assert.Contains("dotnet test PolicyOs.Mcp.sln", File.ReadAllText(RepositoryRoot.At(".ci", "run")), StringComparison.Ordinal);

    [Fact]
    public void Readme_EveryJsonBlock_IsJson() =>
        Assert.All(JsonBlock().Matches(s_readme), block => JsonElement.Parse(block.Groups["json"].Value));

    [Fact]
    public async Task Readme_FirstContract_Serves()
    {
        // The README shows three files of a bundle in front of a server; everything else of a bundle is documents.
        Dictionary<string, string> files = YamlBlock().Matches(s_readme).ToDictionary(m => m.Groups["file"].Value, m => m.Groups["yaml"].Value, StringComparer.Ordinal);
        Assert.Equal(["agent_contract.yaml", "mcp_contract.yaml", "tools/find_threads.yaml"], files.Keys.Order(StringComparer.Ordinal));
        using BundleFolder bundle = new BundleFolder("first").Server("unused").Tool("unused");
        string folder = bundle.Complete();
        File.Delete(Path.Combine(folder, "tools", "unused.yaml"));
        foreach ((string file, string text) in files)
        {
            bundle.Write(file, text);
        }

        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder);
        Assert.Equal(["find_threads"], await gateway.ToolsAsync());
        Assert.True((await gateway.CallAsync("find_threads", """{"query":"charged"}""")).IsFine);
        Assert.Equal("CONTRACT_VIOLATION", (await gateway.CallAsync("find_threads", """{"words":"charged"}""")).Code);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_EveryLinkIntoTheCheckout_LeadsSomewhere(string document)
    {
        string folder = Path.GetDirectoryName(RepositoryRoot.At(document))!;
        Assert.All(Link().Matches(File.ReadAllText(RepositoryRoot.At(document))), link =>
        {
            string target = Path.Combine(folder, link.Groups["target"].Value);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link.Groups["target"].Value}");
        });
    }

    [Fact]
    public async Task Tutorial_ItsMistakes_AreFoundAsItShowsThem()
    {
        string tutorial = await File.ReadAllTextAsync(RepositoryRoot.At("docs", "tutorial.md"));
        DirectoryInfo copy = Directory.CreateTempSubdirectory("policyos-tutorial-");
        foreach (string file in Directory.GetFiles(RepositoryRoot.At("bundles", "inbox-triage"), "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy.FullName, Path.GetRelativePath(RepositoryRoot.At("bundles", "inbox-triage"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await File.AppendAllTextAsync(Path.Combine(copy.FullName, "tools", "draft_reply.yaml"), StricterBlock().Match(tutorial).Groups["yaml"].Value);
        Assert.Equal((0, "the bundle compiles\n"), await CheckAsync(copy.FullName));
        Replace(Path.Combine(copy.FullName, "tools", "draft_reply.yaml"), "side_effect: write", "side_effect: wriet");
        Replace(Path.Combine(copy.FullName, "session.yaml"), "draft_reply: 2", "draft_replies: 2");
        (int exit, string findings) = await CheckAsync(copy.FullName);
        Assert.Equal(1, exit);
        Assert.Contains(findings, tutorial, StringComparison.Ordinal);
        copy.Delete(recursive: true);
    }

    private static void Replace(string file, string old, string now) =>
        File.WriteAllText(file, File.ReadAllText(file).Replace(old, now, StringComparison.Ordinal));

    private static async Task<(int Exit, string Output)> CheckAsync(string folder)
    {
        var start = new ProcessStartInfo(Executable.PolicyOs.Program, [.. Executable.PolicyOs.Arguments, "check", folder])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process check = Process.Start(start)!;
        string output = await check.StandardOutput.ReadToEndAsync().WaitAsync(GatewayProcess.Patience);
        await check.WaitForExitAsync();
        return (check.ExitCode, output);
    }

    [GeneratedRegex(@"```yaml\n(?<yaml>checkpoint:.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StricterBlock();

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"```yaml\n# (?<file>\S+)[^\n]*\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
