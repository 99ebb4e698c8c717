using System.Text.Json;
using PolicyOs.Contracts;

namespace PolicyOs.EndToEnd.Tests.Onboarding;

/// <summary>`policyos init` on the configurations of every client, with the fake upstream behind it.</summary>
public sealed class InitTests : IDisposable
{
    private const string Secret = "hunter2-and-more-of-it";

    private readonly ProjectFolder _project = new();

    /// <summary>One server, as each client writes it, with a secret, a plain setting and a reference.</summary>
    public static TheoryData<string, string, string> Configurations => new TheoryData<string, string, string>()
    {
        { ".mcp.json", "claude_code", Json("mcpServers", "\"${SHOP_REGION}\"") },
        { "claude_desktop_config.json", "claude_desktop", Json("mcpServers", "\"${SHOP_REGION}\"") },
        { ".cursor/mcp.json", "cursor", Json("mcpServers", "\"${env:SHOP_REGION}\"") },
        { ".vscode/mcp.json", "vscode", "// the servers of this project\n" + Json("servers", "\"${env:SHOP_REGION}\",") },
        {
            ".codex/config.toml", "codex",
            $$"""
            model = "any" # what else Codex keeps there
            [profiles.fast]
            temperature = 0.5
            [mcp_servers.fake]
            command = 'dotnet'
            args = {{ProjectFolder.FakeArguments()}}
            env_vars = ["SHOP_REGION"]
            [mcp_servers.fake.env]
            SHOP_PASSWORD = "{{Secret}}"
            SHOP_LEVEL = "debug"
            """
        },
    }.LongWhere((_, i) => i is not (3 or 4));

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Init_ConfigurationOfAnyClient_WritesABundleThatChecksLocksTestsAndRuns(string file, string surface, string text)
    {
        _project.Write(file, text);
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["SHOP_REGION"] = "north" };
        Command init = await _project.RunAsync(variables, "init", "--from", file, "--out", "bundles/mine", "--yes");
        Assert.True(init.Exit == 0, init.All);
        Assert.DoesNotContain(Secret, _project.AllText("bundles") + init.All, StringComparison.Ordinal);
        string contract = await File.ReadAllTextAsync(_project.At("bundles", "mine", "mcp_contract.yaml"));
        Assert.Contains("${env:SHOP_PASSWORD}", contract, StringComparison.Ordinal);
        Assert.Contains("${env:SHOP_REGION}", contract, StringComparison.Ordinal);
        Assert.Contains("SHOP_LEVEL: debug", contract, StringComparison.Ordinal);
        Assert.Contains($"surface: {surface}", await File.ReadAllTextAsync(_project.At("bundles", "mine", "agent_contract.yaml")), StringComparison.Ordinal);
        Assert.Contains("SHOP_PASSWORD (`SHOP_PASSWORD` of fake)", init.Output, StringComparison.Ordinal);
        Assert.Contains("Decide:", init.Output, StringComparison.Ordinal);

        variables["SHOP_PASSWORD"] = Secret;
        foreach (string[] next in (string[][])[["lock", "bundles/mine"], ["check", "--strict", "bundles/mine"], ["test", "bundles/mine"], ["doctor", "bundles/mine"]])
        {
            Command command = await _project.RunAsync(variables, next);
            Assert.True(command.Exit == 0, command.All);
        }

        Assert.DoesNotContain(Secret, _project.AllText("bundles"), StringComparison.Ordinal);
        Environment.SetEnvironmentVariable("SHOP_REGION", "north");
        Environment.SetEnvironmentVariable("SHOP_PASSWORD", Secret);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_project.At("bundles", "mine"), null, "--require-lock");
        Assert.True((await gateway.CallAsync("lossless")).IsFine, gateway.Errors);
        Assert.True((await gateway.CallAsync("echo")).IsFine, gateway.Errors);
    }

    [Theory]
    [InlineData("_private")]
    [LongInlineData("2024-shop")]
    [LongInlineData("on")]
    public async Task Init_NamesThatAreNoPlainWordsOfYaml_WritesABundleThatChecks(string name)
    {
        await using var server = new Threats.HostileServer
        {
            Tools = "[" + string.Join(',', new[] { "on", "null", "1st", "_under", "1.5", "true" }.Select(tool => $$$"""{"name":"{{{tool}}}","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}""")) + "]",
        };
        _project.Write(".mcp.json", "{\"mcpServers\":{\"off\":{\"type\":\"http\",\"url\":\"" + server.Url + "\"}}}");
        Command init = await _project.RunAsync("init", "--yes", "--out", "bundles/" + name);
        Assert.True(init.Exit == 0, init.All);
        foreach (string command in new[] { "check", "test" })
        {
            Command next = await _project.RunAsync(command, "bundles/" + name);
            Assert.True(next.Exit == 0, next.All);
        }
    }

    [Fact]
    public async Task Init_TwoServersWithTheSameTools_RenamesBothAndSaysSo()
    {
        string server = $$"""{"command":"dotnet","args":{{ProjectFolder.FakeArguments()}}}""";
        _project.Write(".mcp.json", """{"mcpServers":{"left":""" + server + ""","right":""" + server + "}}");
        Command init = await _project.RunAsync("init", "--yes");

        Assert.True(init.Exit == 0, init.All);
        Assert.Contains("left/echo is `left_echo`: another tool has the same name", init.Output, StringComparison.Ordinal);
        Assert.Contains("right/echo is `right_echo`: another tool has the same name", init.Output, StringComparison.Ordinal);
        Assert.Contains("prompt `plain` of right is left out", init.Output, StringComparison.Ordinal);
        BundleLoad load = BundleLoader.Load(_project.At("bundles", "shop"));
        Assert.Empty(load.Diagnostics);
        Assert.Contains(load.Bundle!.Tools, tool => tool is { Name: "right_echo", UpstreamName: "echo" });
    }

    [Fact]
    public async Task Init_ServersThatCannotBeGoverned_AreLeftOutWithTheReason()
    {
        _project.Write(
            ".mcp.json",
            $$$"""
            {"mcpServers":{
              "fake":{"command":"dotnet","args":{{{ProjectFolder.FakeArguments()}}}},
              "off":{"command":"dotnet","disabled":true},
              "old":{"type":"sse","url":"https://example.org/sse"},
              "leaky":{"command":"dotnet","args":["--api-key","{{{Secret}}}"]},
              "absent":{"command":"no-such-program-anywhere"},
              "open":{"command":"dotnet","env":{"X":"${NOT_SET_ANYWHERE}"}},
              "silent":{"command":"dotnet","args":{{{ProjectFolder.FakeArguments("dies")}}}}
            }}
            """);
        Command init = await _project.RunAsync("init", "--yes");

        Assert.True(init.Exit == 0, init.All);
        foreach (string line in (string[])
        [
            "off: it is switched off in the client", "old: it speaks HTTP+SSE", "leaky: an argument looks like a secret", "absent: server `absent`: command `no-such-program-anywhere` is not found",
            "open: the variable `NOT_SET_ANYWHERE` is not set here", "silent: ",
        ])
        {
            Assert.Contains(line, init.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Secret, _project.AllText("bundles") + init.All, StringComparison.Ordinal);
        Assert.Equal("fake", Assert.Single(BundleLoader.Load(_project.At("bundles", "shop")).Bundle!.Servers).Name);
    }

    [Fact]
    public async Task Init_FolderThatIsThere_IsNotTouched()
    {
        _project.Write(".mcp.json", Json("mcpServers", "\"x\"")).Write("bundles/shop/mine.txt", "mine");
        Command init = await _project.RunAsync("init", "--yes");

        Assert.Equal(1, init.Exit);
        Assert.Contains("nothing is ever overwritten", init.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_project.At("bundles", "shop", "mine.txt")));
        Assert.Single(Directory.GetFileSystemEntries(_project.At("bundles", "shop")));
    }

    [Fact]
    public async Task Init_WithoutYesAndWithoutATerminal_StartsNothing()
    {
        string trace = _project.At("started");
        _project.Write(".mcp.json", """{"mcpServers":{"x":{"command":"touch","args":[""" + JsonSerializer.Serialize(trace) + "]}}}");
        Command init = await _project.RunAsync("init");

        Assert.Equal(2, init.Exit);
        Assert.Contains("touch", init.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(trace));
        Assert.False(Directory.Exists(_project.At("bundles")));
    }

    [Theory]
    [InlineData(".mcp.json", "{", 3)]
    [InlineData(".mcp.json", """{"other": {}}""", 3)]
    [InlineData(".mcp.json", """{"mcpServers": {"a": {"command": "x"}, "a": {"command": "y"}}}""", 3)]
    [InlineData(".codex/config.toml", "[mcp_servers.x]\ncommand = \"unfinished", 3)]
    [InlineData("elsewhere.json", "{}", 2)]
    public async Task Init_ConfigurationThatIsNone_IsRefusedWithAReason(string file, string text, int exit)
    {
        _project.Write(file, text);
        Command init = await _project.RunAsync("init", "--yes");
        Assert.Equal(exit, init.Exit);
        Assert.StartsWith("policyos: error: ", init.Errors, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _project.Dispose();

    private static string Json(string key, string region) =>
        $$$$"""
        {"{{{{key}}}}": {"fake": {"type": "stdio", "command": "dotnet", "args": {{{{ProjectFolder.FakeArguments()}}}}, "env": {
          "SHOP_PASSWORD": "{{{{Secret}}}}", "SHOP_LEVEL": "debug", "SHOP_REGION": {{{{region}}}} } } } }
        """;
}
