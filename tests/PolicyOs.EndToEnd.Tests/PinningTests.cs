using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>Rug pulls: what differs from its pin is hidden, refused and told within one list_changed, in both eras (spec 3.6).</summary>
public sealed class PinningTests : IDisposable
{
    private readonly BundleFolder _bundle = new BundleFolder("pinned").Server("fake").Server("other")
        .Tool("note", server: "fake").Tool("rug", server: "fake").Tool("echo", server: "fake")
        .Tool("other_rug", declared: """{"upstream_name": "rug"}""", server: "other");

    /// <summary>What is changed, at which server, with what is to be said about it; with a lock and without.</summary>
    public static TheoryData<string, string, bool> Pulls
    {
        get
        {
            var pulls = new TheoryData<string, string, bool>();
            foreach (bool locked in new[] { true, false })
            {
                pulls.Add("""{"kind":"description"}""", "/description", locked);
                pulls.Add("""{"kind":"schema"}""", "/inputSchema/properties/sidenote", locked);
                pulls.Add("""{"kind":"annotation"}""", "/annotations", locked);
                pulls.Add("""{"kind":"twice"}""", "lists `note` 2 times", locked);
            }

            return pulls;
        }
    }

    [Theory]
    [MemberData(nameof(Pulls))]
    public async Task RugPull_Legacy_IsQuarantinedWithinOneListChanged(string pull, string said, bool locked)
    {
        string folder = await CompleteAsync(locked);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder);
        Assert.True((await gateway.CallAsync("note")).IsFine, gateway.Errors);
        Assert.Contains("note", await gateway.ToolsAsync());

        await gateway.CallAsync("rug", pull);
        await gateway.NextAsync(IsListChanged);
        ToolAnswer refused = await gateway.CallAsync("note");

        Assert.Equal("TOOL_QUARANTINED", refused.Code);
        Assert.Equal("human_review_required", refused.Decision.GetProperty("recoverability").GetString());
        Assert.DoesNotContain("note", await gateway.ToolsAsync());
        Assert.True((await gateway.CallAsync("echo")).IsFine);
        Assert.Contains(said, gateway.Errors, StringComparison.Ordinal);

        await gateway.CallAsync("rug", """{"kind":"nothing"}""");
        Assert.True((await gateway.CallAsync("note")).IsFine);
    }

    [Theory]
    [MemberData(nameof(Pulls))]
    public async Task RugPull_Modern_IsQuarantinedWithinOneListChanged(string pull, string said, bool locked)
    {
        string folder = await CompleteAsync(locked);
        await using GatewayProcess gateway = GatewayProcess.Start(folder);
        var client = new ModernLines(gateway);
        await client.ListenAsync();
        Assert.True((await client.CallAsync("note")).IsFine, gateway.Errors);

        await client.CallAsync("rug", pull);
        JsonElement told = await gateway.NextAsync(IsListChanged);
        Assert.Equal("listen", told.GetProperty("params").GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetString());

        Assert.Equal("TOOL_QUARANTINED", (await client.CallAsync("note")).Code);
        Assert.DoesNotContain("note", await client.ToolsAsync());
        Assert.True((await client.CallAsync("echo")).IsFine);
        Assert.Contains(said, gateway.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Collision_AppearingAtRunTime_QuarantinesTheTool(bool locked)
    {
        string folder = await CompleteAsync(locked);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder);
        Assert.True((await gateway.CallAsync("echo")).IsFine);

        await gateway.CallAsync("other_rug", """{"kind":"another_name","name":"Echo"}""");
        await gateway.NextAsync(IsListChanged);

        // The two differ in case only, which a model does not see; the same server's other tools are as they were.
        Assert.DoesNotContain("echo", await gateway.ToolsAsync());
        Assert.Equal("TOOL_QUARANTINED", (await gateway.CallAsync("echo")).Code);
        Assert.True((await gateway.CallAsync("note")).IsFine);
        Assert.Contains("server other offers a tool of the same name", gateway.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_SwappedWhileItRestarts_IsQuarantinedWhole(bool locked)
    {
        using BundleFolder bundle = new("swapped");
        string identity = Path.Combine(bundle.Path, "identity.txt");
        await File.WriteAllTextAsync(identity, "1.0");
        bundle.Server("fake", Fake(identity)).Tool("note").Tool("die");
        string folder = bundle.Complete();
        await LockAsync(folder, locked);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder);
        Assert.Contains("This is version 1.0.", gateway.Hello.GetProperty("instructions").GetString(), StringComparison.Ordinal);
        Assert.True((await gateway.CallAsync("note")).IsFine);

        await File.WriteAllTextAsync(identity, "6.6");
        await gateway.CallAsync("die");
        int told = 0;
        await gateway.NextAsync(message => IsListChanged(message) && ++told == 2);

        Assert.Equal("TOOL_QUARANTINED", (await gateway.CallAsync("note")).Code);
        Assert.Empty(await gateway.ToolsAsync());
        Assert.Contains("says that it is `fake 6.6`", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramFile_SwappedAfterTheLock_IsQuarantinedAndItsInstructionsAreNotShown()
    {
        using BundleFolder bundle = new("binary");
        string copy = Path.Combine(bundle.Path, "server");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(Executable.FakeUpstream)!, "PolicyOs.FakeUpstream.*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        string program = Path.Combine(copy, Path.GetFileName(Executable.FakeUpstream));
        string identity = Path.Combine(copy, "identity.txt");
        await File.WriteAllTextAsync(identity, "1.0");
        bundle.Server("fake", new JsonObject { ["transport"] = "stdio", ["command"] = "dotnet", ["args"] = new JsonArray(program, "normal", identity), ["start_timeout_ms"] = 30000 }).Tool("note");
        string folder = bundle.Complete();
        await LockAsync(folder, true);

        // One more byte after the end of the image: it runs as before, and is another file.
        await File.AppendAllTextAsync(program, "\0");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder);

        Assert.Equal("TOOL_QUARANTINED", (await gateway.CallAsync("note")).Code);
        Assert.DoesNotContain("This is version", gateway.Hello.GetProperty("instructions").GetString(), StringComparison.Ordinal);
        Assert.Contains("is not the one that was locked", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_ThatDoesNotKnowADeclaredTool_KeepsItQuarantinedUntilItDoes()
    {
        string folder = await CompleteAsync(locked: true);
        _bundle.Tool("pid", server: "fake").Complete();
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder))
        {
            // The lock has every tool that the server had, declared or not.
            Assert.True((await gateway.CallAsync("pid")).IsFine);
        }

        string path = Path.Combine(folder, "bundle.lock.json");
        JsonNode pins = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        pins["servers"]!["fake"]!["tools"]!.AsObject().Remove("pid");
        await File.WriteAllTextAsync(path, pins.ToJsonString());
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder))
        {
            Assert.Equal("TOOL_QUARANTINED", (await gateway.CallAsync("pid")).Code);
        }

        Command again = await Command.RunAsync("lock", folder);
        Assert.True(again.Exit == 0, again.All);
        Assert.Contains("new: fake: tool pid added", again.Output, StringComparison.Ordinal);
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder))
        {
            Assert.True((await gateway.CallAsync("pid")).IsFine);
        }
    }

    [Fact]
    public async Task Prompt_ThatDiffersFromItsPin_IsHiddenAndRefused()
    {
        _bundle.Declares("""{"prompts":[{"id":"plain","server":"fake"}]}""");
        string folder = await CompleteAsync(locked: true);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder);
        Assert.Single((await gateway.RequestAsync("prompts/list")).GetProperty("result").GetProperty("prompts").EnumerateArray());

        await gateway.CallAsync("rug", """{"kind":"prompt"}""");
        gateway.Send("""{"jsonrpc":"2.0","id":"got","method":"prompts/get","params":{"name":"plain"}}""");
        JsonElement refused = await gateway.AnswerAsync("\"got\"");

        Assert.Equal("PROMPT_NOT_ALLOWED", refused.GetProperty("error").GetProperty("data").GetProperty("policyos").GetProperty("code").GetString());
        Assert.Empty((await gateway.RequestAsync("prompts/list")).GetProperty("result").GetProperty("prompts").EnumerateArray());
    }

    [Fact]
    public async Task FirstSeen_IsThePinOfTheNextRun()
    {
        string folder = await CompleteAsync(locked: false);
        string store = "sqlite:" + Path.Combine(folder, "..", "journal.db");
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder, null, "--store", store))
        {
            Assert.True((await gateway.CallAsync("note")).IsFine);
            Assert.Equal(0, await gateway.EndAsync());
        }

        _bundle.Server("fake", Fake("", "rugged"));
        _bundle.Complete();
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder, null, "--store", store))
        {
            Assert.Equal("TOOL_QUARANTINED", (await gateway.CallAsync("note")).Code);
            Assert.Equal(0, await gateway.EndAsync());
        }

        Command audit = await Command.RunAsync("audit", "export", "--bundle", folder, "--store", store);
        Assert.True(audit.Exit == 0, audit.All);
        Assert.Contains("policyos.tools.quarantined", audit.Output, StringComparison.Ordinal);
        Assert.Contains("policyos.tools.changed", audit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequireLock_WithoutALock_RefusesToStart()
    {
        string folder = await CompleteAsync(locked: false);
        await using GatewayProcess gateway = GatewayProcess.Start(folder, "--require-lock");
        Assert.Equal(1, await gateway.ExitAsync());
        Assert.Contains("--require-lock asks for bundle.lock.json", gateway.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"lock_version": "2", "servers": {}}""")]
    [InlineData("""{"lock_version": "1", "servers": {"fake": {"protocol": "2025-11-25", "name": "", "version": "", "files": {}, "instructions": null, "tools": {"note": {"sha256": "00", "definition": {"name": "note"}}}, "prompts": {}, "resources": {}, "resource_templates": {}}}}""")]
    public async Task Lock_ThatCannotBeRead_RefusesToStart(string text)
    {
        string folder = await CompleteAsync(locked: false);
        await File.WriteAllTextAsync(Path.Combine(folder, "bundle.lock.json"), text);
        await using GatewayProcess gateway = GatewayProcess.Start(folder);
        Assert.Equal(1, await gateway.ExitAsync());
        Assert.Contains("bundle.lock.json", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LockCommand_ShowsTheDifference_AndTakesItOnlyWhenTold()
    {
        string folder = await CompleteAsync(locked: true);
        Command current = await Command.RunAsync("lock", folder);
        Assert.Equal(0, current.Exit);
        Assert.EndsWith("bundle.lock.json is current\n", current.Output, StringComparison.Ordinal);

        _bundle.Server("fake", Fake("", "rugged"));
        _bundle.Complete();
        string before = await File.ReadAllTextAsync(Path.Combine(folder, "bundle.lock.json"));
        Command shown = await Command.RunAsync("lock", folder);
        Assert.Equal(1, shown.Exit);
        Assert.Contains("not accepted: fake: tool note changed\n  /description\n    - \"Notes.\"\n    + \"Notes. Before", shown.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(folder, "bundle.lock.json")));

        Assert.Equal(2, (await Command.RunAsync("lock", folder, "--accept", "nothing_like_it")).Exit);
        Command taken = await Command.RunAsync("lock", folder, "--accept", "note");
        Assert.Equal(0, taken.Exit);
        Assert.Contains("accepted: fake: tool note changed", taken.Output, StringComparison.Ordinal);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder, null, "--require-lock");
        Assert.True((await gateway.CallAsync("note")).IsFine);
    }

    /// <inheritdoc/>
    public void Dispose() => _bundle.Dispose();

    private static JsonObject Fake(string identity, string mode = "normal") => new()
    {
        ["transport"] = "stdio",
        ["command"] = "dotnet",
        ["args"] = identity.Length == 0 ? new JsonArray(Executable.FakeUpstream, mode) : new JsonArray(Executable.FakeUpstream, mode, identity),
        ["start_timeout_ms"] = 30000,
    };

    private static bool IsListChanged(JsonElement message) => ModernLines.Method(message) == "notifications/tools/list_changed";

    private async Task<string> CompleteAsync(bool locked)
    {
        string folder = _bundle.Complete();
        await LockAsync(folder, locked);
        return folder;
    }

    private static async Task LockAsync(string folder, bool locked)
    {
        if (locked)
        {
            Command command = await Command.RunAsync("lock", folder);
            Assert.True(command.Exit == 0, command.All);
        }
    }
}
