using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>Pins, of bundle.lock.json and of what was seen first (spec 3.6); what changes at run time is in Eras/RugPullTests.</summary>
public sealed class PinningTests : IDisposable
{
    private readonly BundleFolder _bundle = new BundleFolder("pinned").Server("fake").Server("other")
        .Tool("note", server: "fake").Tool("rug", server: "fake").Tool("echo", server: "fake")
        .Tool("other_rug", declared: """{"upstream_name": "rug"}""", server: "other");

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
        await gateway.SaidAsync("is not the one that was locked");
    }

    [LongFact]
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

    [LongFact]
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

        _bundle.Server("fake", Fake("rugged"));
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

        _bundle.Server("fake", Fake("rugged"));
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

    private static JsonObject Fake(string mode) => new()
    {
        ["transport"] = "stdio",
        ["command"] = "dotnet",
        ["args"] = new JsonArray(Executable.FakeUpstream, mode),
        ["start_timeout_ms"] = 30000,
    };

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
