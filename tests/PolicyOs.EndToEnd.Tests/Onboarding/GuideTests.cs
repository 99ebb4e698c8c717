using System.Text.RegularExpressions;
using PolicyOs.Mcp.Demo;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Onboarding;

/// <summary>Every command of docs/guides works as it is written, in the order of the guide, in a folder with bundles/inbox-triage that has been served once.</summary>
public sealed partial class GuideTests : IDisposable
{
    private readonly ProjectFolder _project = new();

    [Theory]
    [LongInlineData("register.md", 7)]
    [LongInlineData("first-contract.md", 5)]
    [LongInlineData("observe-to-enforce.md", 5)]
    [InlineData("approve-out-of-band.md", 4)]
    [LongInlineData("read-the-audit.md", 4)]
    public async Task Guide_EveryCommand_Works(string guide, int count)
    {
        string text = await File.ReadAllTextAsync(RepositoryRoot.At("docs", "guides", guide));
        CopyBundle();
        if (McpJson().Match(text) is { Success: true } configuration)
        {
            _project.Write(".mcp.json", configuration.Groups["json"].Value);
        }

        string session = _project.At("bundles", "inbox-triage", "session.yaml");
        string enforced = await File.ReadAllTextAsync(session);
        if (guide == "observe-to-enforce.md")
        {
            await File.WriteAllTextAsync(session, enforced + "\nmode: observe\n");
        }

        await ServeAsync(["run", "--bundle", "bundles/inbox-triage"]);
        string[] commands = [.. CommandLine().Matches(text).Select(match => match.Groups["line"].Value)];
        Assert.Equal(count, commands.Length);
        foreach (string line in commands)
        {
            if (line.StartsWith("policyos check", StringComparison.Ordinal) && guide == "observe-to-enforce.md")
            {
                // The guide has the mode deleted before this.
                await File.WriteAllTextAsync(session, enforced);
            }

            string[] halves = line.Split(" > ");
            string[] words = halves[0].Split(' ')[1..];
            if (words[0] == "run")
            {
                await ServeAsync(words);
                continue;
            }

            Command command = await _project.RunAsync(Variables(), words);
            Assert.True(command.Exit == 0, line + "\n" + command.All);
            if (halves is [_, var file])
            {
                _project.Write(file, command.Output);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _project.Dispose();

    private static Dictionary<string, string?> Variables() => new(StringComparer.Ordinal) { ["POLICYOS_OPERATOR_PASSPHRASE"] = "correct horse battery staple" };

    // The gateway as a client starts it, until the client goes.
    private async Task ServeAsync(string[] words)
    {
        string[] absolute = [.. words.Select(word => word.StartsWith("bundles/", StringComparison.Ordinal) ? _project.At(word) : word)];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = _project.At("data"), ["XDG_CACHE_HOME"] = _project.At("cache") };
        await using LineClient client = LineClient.Start(Executable.PolicyOs, absolute, environment);
        Assert.True((await client.ConnectAsync().WaitAsync(GatewayProcess.Patience)).TryGetProperty("result", out _));
        await client.CallAsync("search_threads", new System.Text.Json.Nodes.JsonObject { ["status"] = "open" }).WaitAsync(GatewayProcess.Patience);
        Assert.Equal(0, await client.EndAsync().WaitAsync(GatewayProcess.Patience));
    }

    private void CopyBundle()
    {
        string bundle = RepositoryRoot.At("bundles", "inbox-triage");
        foreach (string file in Directory.GetFiles(bundle, "*", SearchOption.AllDirectories))
        {
            _project.Write(Path.Combine("bundles", "inbox-triage", Path.GetRelativePath(bundle, file)), File.ReadAllText(file));
        }
    }

    // A line of a block, or a command in a table; what names a placeholder in capitals is explained there and tested elsewhere.
    [GeneratedRegex(@"(^|\| `)(?<line>policyos [^`\n…A-Z]+)(`|$)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"<!-- \.mcp\.json -->\n```json\n(?<json>[^`]+)```", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex McpJson();
}
