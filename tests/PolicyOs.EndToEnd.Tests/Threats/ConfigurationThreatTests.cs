using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Threats;

/// <summary>Attacks that come by way of the contract's own files (docs/guides/threat-model.md).</summary>
public sealed class ConfigurationThreatTests
{
    [Fact]
    public async Task CommandInjectionThroughConfiguration_WordsOfAShell_ReachTheServerAsWords()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the server's own view is read from /proc");
        using var bundle = new BundleFolder("injected");
        string trace = bundle.At("injected");
        string[] words = [$"; touch {trace}", $"$(touch {trace})", $"`touch {trace}`", $"| tee {trace}", "${env:THREAT_TOKEN}", "--\nrm"];
        bundle.Server("fake", new JsonObject
        {
            ["transport"] = "stdio", ["command"] = "dotnet", ["args"] = new JsonArray([Executable.FakeUpstream, "normal", .. words.Select(w => (JsonNode)w)]),
            ["env"] = new JsonObject { ["GIVEN"] = "${env:THREAT_TOKEN}" },
        }).Tool("pid");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(
            new("env", ["THREAT_TOKEN=s3cret", "OTHER_TOKEN=not-for-servers", Executable.PolicyOs.Program, .. Executable.PolicyOs.Arguments]), bundle.Complete());
        string pid = (await gateway.CallAsync("pid")).Text;
        string[] arguments = (await File.ReadAllTextAsync($"/proc/{pid}/cmdline")).TrimEnd('\0').Split('\0');
        Assert.Equal(words, arguments[^words.Length..]);
        string[] environment = (await File.ReadAllTextAsync($"/proc/{pid}/environ")).Split('\0');
        Assert.Contains("GIVEN=s3cret", environment);
        Assert.DoesNotContain(environment, variable => variable.StartsWith("OTHER_TOKEN=", StringComparison.Ordinal) || variable.StartsWith("THREAT_TOKEN=", StringComparison.Ordinal));
        Assert.False(File.Exists(trace));
        Assert.DoesNotContain("s3cret", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task YamlBombsAndAmbiguity_FilesOfTwoMeanings_AreErrorsAtTheirPlace()
    {
        const string head = "schema_version: \"1.0\"\nagent: tester\nallowed_tools: [echo]\nruntime: { surface: service, status: prototype }\n";
        string bomb = head + "default_principal:\n  id: a\n  attributes:\n    a: &a [x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(0, 9).Select(n => string.Create(CultureInfo.InvariantCulture, $"    {(char)('b' + n)}: &{(char)('b' + n)} [{string.Join(',', Enumerable.Repeat("*" + (char)('a' + n), 9))}]\n")));
        foreach ((string what, string text) in new[]
        {
            ("a bomb of aliases", bomb),
            ("an alias to itself", head + "default_principal: { id: a, attributes: &a { b: *a } }\n"),
            ("one key twice", head + "blocked_tools: [echo]\nblocked_tools: []\n"),
            ("a key that merges", head.Replace("runtime: {", "runtime: { <<: { status: sdk_graduated },", StringComparison.Ordinal)),
            ("a tag", head + "default_principal: !!python/object/apply:os.system { id: a }\n"),
            ("a word that is a boolean elsewhere", head + "secrets: { deny_in_arguments: off }\n"),
            ("a misspelt control", head + "blocked_tool: [echo]\n"),
            ("two documents", head + "---\nallowed_tools: [echo, write]\n"),
            ("depth", head + "default_principal: { id: a, attributes: { a: " + new string('[', 5000) + new string(']', 5000) + " } }\n"),
        })
        {
            using BundleFolder bundle = BundleFolder.Fake("echo");
            bundle.Complete();
            bundle.Write("agent_contract.yaml", text);
            long start = Stopwatch.GetTimestamp();
            Ran ran = await Ran.CommandAsync(null, "check", bundle.Path);
            Assert.True(ran.ExitCode == 1, $"{what}: {ran.ExitCode} {ran.Output}{ran.Errors}");
            Assert.Matches(@"agent_contract\.yaml\(\d+,\d+\): error POL\d{4}", ran.Output + ran.Errors);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), what);
        }
    }

    [Fact]
    public async Task RegexDenialOfService_PatternsThatExplode_AreLinearBoundedOrRefused()
    {
        // The contract's own pattern runs in linear time; what cannot is refused when the bundle is loaded.
        string evil = new string('a', 100_000) + "!";
        await using var server = new HostileServer
        {
            Tools = """
                [{"name":"own","inputSchema":{"type":"object","properties":{"text":{"type":"string"}}}},
                 {"name":"theirs","inputSchema":{"type":"object","properties":{"text":{"type":"string","pattern":"^(?=(a+)+$).*$"}}}}]
                """,
        };
        using BundleFolder bundle = server.DeclareIn(new BundleFolder("regex"))
            .Tool("own", """{"assertions":{"input_invariants":[{"path":"$.text","regex":"^(a+)+$"}],"output_invariants":[]}}""").Tool("theirs");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete());
        long start = Stopwatch.GetTimestamp();
        Assert.Equal("INPUT_INVARIANT_FAILED", (await gateway.CallAsync("own", $$"""{"text":"{{evil}}"}""")).Code);

        // A server's pattern that needs backtracking has 50 ms and 8 KiB; running out of either is a violation.
        Assert.Equal("CONTRACT_VIOLATION", (await gateway.CallAsync("theirs", $$"""{"text":"{{evil[^60..]}}"}""")).Code);
        Assert.Equal("CONTRACT_VIOLATION", (await gateway.CallAsync("theirs", $$"""{"text":"{{evil}}"}""")).Code);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        Assert.Empty(server.Calls);
        Assert.True((await gateway.CallAsync("own", """{"text":"aaa"}""")).IsFine);

        using BundleFolder backtracking = BundleFolder.Fake("echo")
            .Tool("answer", """{"assertions":{"input_invariants":[{"path":"$.text","regex":"^(a+)\\1$"}],"output_invariants":[]}}""");
        Ran ran = await Ran.CommandAsync(null, "check", backtracking.Complete());
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("POL2304", ran.Output + ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DenyRuleThatErrors_DeniesAsIfItHadMatched()
    {
        using BundleFolder bundle = BundleFolder.Fake("received")
            .Tool("write", """{"side_effect":"write"}""").Tool("answer")
            .Write(
                "policies/rules.yaml",
                """{"schema_version":"1.0","rules":[{"id":"budget","applies_to":["write"],"condition":"input.amount <= principal.attributes.limit && 10 / input.parts > 0","effect":"deny","message":"too much"}]}""")
            .Agent("""{"default_principal":{"id":"a","type":"agent","attributes":{"limit":100}}}""")
            .Session("""{"policy":{"default_deny":false,"rules":[{"deny":{"principal":{"path":"$.attributes.suspended","equals":true},"tools":["answer"]}}]}}""");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete());
        Assert.True((await gateway.CallAsync("write", """{"amount":5,"parts":1}""")).IsFine);
        foreach (string arguments in new[] { "{}", """{"amount":"5","parts":1}""", """{"amount":5,"parts":0}""", """{"amount":5}""", """{"amount":null,"parts":1}""" })
        {
            Assert.Equal("RULE_DENIED", (await gateway.CallAsync("write", arguments)).Code);
        }

        // An attribute that a deny asks for and that is not there.
        ToolAnswer missing = await gateway.CallAsync("answer");
        Assert.Equal("POLICY_DENIED", missing.Code);
        Assert.Contains("suspended", missing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyWeakeningByAnEdit_ShowsInTheDifferenceAndUnderTheDigest()
    {
        using BundleFolder reviewed = Bundle("""{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":300,"reason":"a person looks first"}}""", 5);
        using BundleFolder edited = Bundle("""{"side_effect":"write"}""", 5000);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(reviewed.Complete());
        string digest = gateway.Hello.GetProperty("_meta").GetProperty("policyos/bundle").GetProperty("digest").GetString()!;

        Ran difference = await Ran.CommandAsync(null, "diff", reviewed.Path, edited.Complete());
        Assert.Equal(1, difference.ExitCode);
        Assert.Contains("weakening", difference.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("checkpoint", difference.Output, StringComparison.Ordinal);
        Assert.Contains("max_tool_calls", difference.Output, StringComparison.Ordinal);

        await using GatewayProcess refused = GatewayProcess.Start(edited.Path, "--require-digest", digest);
        Assert.Equal(1, await refused.ExitAsync());
        Assert.Contains(digest, refused.Errors, StringComparison.Ordinal);
        await using GatewayProcess served = await GatewayProcess.ConnectAsync(reviewed.Path, null, "--require-digest", digest);
        Assert.Equal("APPROVAL_PENDING", (await served.CallAsync("write")).Code);

        // The command line of a client may tighten only.
        await using GatewayProcess loosened = GatewayProcess.Start(reviewed.Path, "--mode", "observe");
        Assert.Equal(2, await loosened.ExitAsync());

        // The gateway that runs serves what was reviewed on, whoever edits its files.
        await gateway.SaidAsync("watching the bundle");
        foreach (string file in new[] { "tools/write.yaml", "session.yaml" })
        {
            File.Copy(Path.Combine(edited.Path, file), Path.Combine(reviewed.Path, file), overwrite: true);
        }

        await gateway.SaidAsync("it weakens the contract");
        Assert.Equal("APPROVAL_PENDING", (await gateway.CallAsync("write")).Code);
        Assert.Equal("APPROVAL_PENDING", (await gateway.CallAsync("write", "{}", """{"policyos/session":"a-new-session-of-22-letters"}""")).Code);
    }

    private static BundleFolder Bundle(string write, int calls) => BundleFolder.Fake("echo").Tool("write", write)
        .Session($$$"""{"session_limits":{"max_tool_calls":{{{calls.ToString(CultureInfo.InvariantCulture)}}}}}""");
}
