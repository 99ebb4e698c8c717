using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;
using PolicyOs.Mcp.Onboarding;

namespace PolicyOs.EndToEnd.Tests.Onboarding;

/// <summary>`policyos emit`: what it prints for a client is read back as that client's, and starts the gateway.</summary>
public sealed class EmitTests : IDisposable
{
    private readonly ProjectFolder _project = new();
    private readonly BundleFolder _bundle = new BundleFolder("emitted").Server("fake", more: """{"env": {"EMIT_TOKEN": "${env:EMIT_TOKEN}"}}""").Tool("echo");

    [Theory]
    [InlineData("claude-code", ".mcp.json")]
    [LongInlineData("claude-desktop", "claude_desktop_config.json")]
    [LongInlineData("cursor", ".cursor/mcp.json")]
    [LongInlineData("vscode", ".vscode/mcp.json")]
    [InlineData("codex", ".codex/config.toml")]
    public async Task Emit_ForAClient_IsAConfigurationThatStartsTheGateway(string client, string file)
    {
        Command emitted = await Command.RunAsync("emit", _bundle.Complete(), "--for", client);
        Assert.True(emitted.Exit == 0, emitted.All);
        _project.Write(file, emitted.Output);

        (ClientConfig? config, string? problem) = ClientConfigReader.Read(_project.At(file));
        Assert.Null(problem);
        Assert.Equal(client, ClientNames.Of(config!.Kind));
        ConfiguredServer server = Assert.Single(config.Servers);
        Assert.Equal("e2e", server.Name);
        if (client == "claude-desktop")
        {
            Assert.Contains("set EMIT_TOKEN in the environment", emitted.Errors, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("EMIT_TOKEN", Assert.Single(server.Environment).Key);
            Assert.Equal("${env:EMIT_TOKEN}", Substitution.ToBundle(server.Environment[0].Value, null));
        }

        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["EMIT_TOKEN"] = "t", ["XDG_DATA_HOME"] = _project.At("data") };
        await using LineClient gateway = LineClient.Start(new SelfCommand(server.Command!, []), server.Arguments, environment);
        Assert.Equal("policyos", (await gateway.ConnectAsync().WaitAsync(GatewayProcess.Patience)).GetProperty("result").GetProperty("serverInfo").GetProperty("name").GetString());
        Assert.Equal(0, await gateway.EndAsync());
    }

    [Fact]
    public async Task Emit_ForDify_IsTheAddressThatTheCommandServes()
    {
        Command emitted = await Command.RunAsync("emit", _bundle.Complete(), "--for", "dify");
        Assert.Equal((0, "http://127.0.0.1:8931/mcp\n"), (emitted.Exit, emitted.Output));
        Assert.Contains("--http 127.0.0.1:8931", emitted.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Emit_LockedBundle_RequiresTheLock()
    {
        string folder = _bundle.Complete();
        Assert.Equal(0, (await Command.RunInAsync(null, new Dictionary<string, string?>(StringComparer.Ordinal) { ["EMIT_TOKEN"] = "t" }, "lock", folder)).Exit);
        Assert.Contains("--require-lock", (await Command.RunAsync("emit", folder, "--for", "cursor")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Emit_UnknownClient_NamesTheKnownOnes()
    {
        Command emitted = await Command.RunAsync("emit", _bundle.Complete(), "--for", "emacs");
        Assert.Equal(2, emitted.Exit);
        Assert.Contains("claude-code, claude-desktop, cursor, vscode, codex, dify", emitted.Errors, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bundle.Dispose();
        _project.Dispose();
    }
}
