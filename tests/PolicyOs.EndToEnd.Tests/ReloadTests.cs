using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A bundle that changes while it is served (spec 3.12).</summary>
public sealed class ReloadTests : IDisposable
{
    private const string Handle = """{"policyos/session":"NAME-of-twenty-two-letters"}""";

    private readonly BundleFolder _bundle = new BundleFolder("changing").Server("fake").Tool("note").Tool("echo");

    [Fact]
    public async Task Change_ThatTightens_IsServedToNewSessionsOnly()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        Assert.True((await CallAsync(gateway, "first")).IsFine);
        await LookedAsync(gateway);

        _bundle.Tighten();
        await SaidAsync(gateway, "the bundle has changed: new sessions are served");

        Assert.True((await CallAsync(gateway, "first")).IsFine);
        Assert.True((await gateway.CallAsync("note")).IsFine);
        Assert.Equal("RISK_GATE_BLOCKED", (await CallAsync(gateway, "second")).Code);
    }

    [LongFact]
    public async Task Sessions_OfBothBundles_KnowOneAnothersEffects()
    {
        _bundle.Tool("write", """{"side_effect":"write","idempotency":{"key":["$.key"]}}""").Tool("received");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        Assert.True((await CallAsync(gateway, "first")).IsFine);
        await LookedAsync(gateway);
        _bundle.Tighten();
        await SaidAsync(gateway, "the bundle has changed: new sessions are served");
        Assert.Equal("RISK_GATE_BLOCKED", (await CallAsync(gateway, "second")).Code);

        // What a session of the one has carried out, a session of the other is answered from the journal.
        foreach ((string before, string after, string key) in new[] { ("first", "second", "one"), ("second", "first", "two"), ("first", "second", "three") })
        {
            foreach (string session in new[] { before, after })
            {
                ToolAnswer answer = await gateway.CallAsync("write", $$"""{"key":"{{key}}"}""", Handle.Replace("NAME", session, StringComparison.Ordinal));
                Assert.True(answer.IsFine, answer.Message.GetRawText());
            }
        }

        // Each session has a server of its own.
        int sent = 0;
        foreach (string session in new[] { "first", "second" })
        {
            ToolAnswer received = await gateway.CallAsync("received", "{}", Handle.Replace("NAME", session, StringComparison.Ordinal));
            sent += JsonElement.Parse(received.Text).EnumerateArray().Count(line => line.GetString()!.Contains("\"name\":\"write\"", StringComparison.Ordinal));
        }

        Assert.Equal(3, sent);
    }

    [LongFact]
    public async Task Change_WithErrors_KeepsTheBundleAndSaysSo()
    {
        string folder = _bundle.Complete();
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder, null, "--store", _bundle.Store))
        {
            await gateway.CallAsync("note");
            await LookedAsync(gateway);
            _bundle.Write("tools/note.yaml", "tool: [note");
            await SaidAsync(gateway, "POL1101");
            Assert.True((await CallAsync(gateway, "second")).IsFine);
            Assert.Equal(0, await gateway.EndAsync());
        }

        _bundle.Repair();
        Command doctor = await Command.RunAsync("doctor", folder, "--store", _bundle.Store);
        Assert.Contains("a gateway has kept the bundle from before the change", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ThatWeakens_IsNotServed()
    {
        _bundle.Tighten();
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        Assert.Equal("RISK_GATE_BLOCKED", (await gateway.CallAsync("note")).Code);
        await LookedAsync(gateway);

        _bundle.Repair();
        await SaidAsync(gateway, "it weakens the contract: tools/note.yaml");
        Assert.Equal("RISK_GATE_BLOCKED", (await CallAsync(gateway, "second")).Code);
    }

    [LongFact]
    public async Task Lock_ThatAcceptsAnotherDefinition_IsNotServed()
    {
        string folder = _bundle.Complete();
        Assert.Equal(0, (await Command.RunAsync("lock", folder)).Exit);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder);
        await gateway.CallAsync("note");
        await LookedAsync(gateway);

        string path = Path.Combine(folder, "bundle.lock.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("\"name\": \"fake\"", "\"name\": \"other\"", StringComparison.Ordinal));
        await SaidAsync(gateway, "its lock accepts other definitions");
        Assert.True((await CallAsync(gateway, "second")).IsFine);
    }

    /// <inheritdoc/>
    public void Dispose() => _bundle.Dispose();

    private static Task<ToolAnswer> CallAsync(GatewayProcess gateway, string session) =>
        gateway.CallAsync("note", "{}", Handle.Replace("NAME", session, StringComparison.Ordinal));

    // The files are compared with those of the first look; nothing outside tells when that was.
    private static Task LookedAsync(GatewayProcess gateway) => SaidAsync(gateway, "watching the bundle");

    private static async Task SaidAsync(GatewayProcess gateway, string text)
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (!gateway.Errors.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(patience.IsCancellationRequested, gateway.Errors);
            await gateway.RequestAsync("ping");
        }
    }
}
