using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>Codes that need more than a bundle and calls: operators, another process, the journal, HTTP, a full disk.</summary>
internal static class SurroundingCases
{
    public static ImmutableArray<CodeCase> All { get; } =
    [
        new(DecisionCode.SessionKilled, "by an operator", KilledAsync),
        new(DecisionCode.SessionClosed, "its client has disconnected", ClosedAsync),
        new(DecisionCode.SessionRequired, "", RequiredAsync),
        new(DecisionCode.UpstreamUnauthorized, "401", () => RefusedAsync(401)),
        new(DecisionCode.RateLimited, "the server's", () => RefusedAsync(429)),
        new(DecisionCode.Cancelled, "in the journal: nobody waits for the answer", CancelledAsync) { Waits = true },
        new(DecisionCode.InternalError, "the disk is full", InternalAsync),
    ];

    private static async Task<JsonElement> KilledAsync()
    {
        using BundleFolder bundle = BundleFolder.Fake("answer");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", bundle.Store]);
        Assert.True((await gateway.CallAsync("answer")).IsFine);
        Operator ines = await Operator.EnrolAsync(bundle, "ines");
        (await ines.ActAsync("sessions", "kill", await gateway.SaidAsync(": session "))).Fine();
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        ToolAnswer answer;
        while ((answer = await gateway.CallAsync("answer")).IsFine)
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        return answer.Decision;
    }

    // The connection's session ends with its connection; whoever names it by its id in another finds it closed.
    private static async Task<JsonElement> ClosedAsync()
    {
        using BundleFolder bundle = BundleFolder.Fake("answer");
        string session;
        await using (GatewayProcess first = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", bundle.Store]))
        {
            Assert.True((await first.CallAsync("answer")).IsFine);
            session = await first.SaidAsync(": session ");
            Assert.Equal(0, await first.EndAsync());
        }

        await using GatewayProcess second = await GatewayProcess.ConnectAsync(bundle.Path, options: ["--store", bundle.Store]);
        return (await second.CallAsync("answer", meta: $$"""{"policyos/session":"{{session}}"}""")).Decision;
    }

    private static async Task<JsonElement> RequiredAsync()
    {
        using BundleFolder bundle = BundleFolder.Fake("answer").Session("""{"session_key":"required"}""");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete(), "--http", "127.0.0.1:0");
        string url = await gateway.SaidAsync("listening on ");
        Assert.True((await ModernHttp.CallAsync(url, "answer", handle: "a-handle-of-the-host-0001")).IsFine);
        return (await ModernHttp.CallAsync(url, "answer")).Decision;
    }

    private static async Task<JsonElement> RefusedAsync(int status)
    {
        await using var upstream = new HttpUpstream(status);
        using BundleFolder bundle = new BundleFolder("far")
            .Server("far", new System.Text.Json.Nodes.JsonObject { ["transport"] = "http", ["url"] = upstream.Url, ["owner"] = "the far team" })
            .Tool("far");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete());
        return (await gateway.CallAsync("far")).Decision;
    }

    private static async Task<JsonElement> CancelledAsync()
    {
        using BundleFolder bundle = BundleFolder.Fake("answer", "echo");
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(bundle.Complete(), options: ["--store", bundle.Store]))
        {
            gateway.Send("""{"jsonrpc":"2.0","id":"gone","method":"tools/call","params":{"name":"answer","arguments":{"hold":true}}}""");
            Assert.True((await gateway.CallAsync("echo")).IsFine);
            gateway.Send("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"gone"}}""");
            Assert.Equal(0, await gateway.EndAsync());
        }

        string export = (await Ran.CommandAsync(null, "audit", "export", "--bundle", bundle.Path, "--store", bundle.Store)).Fine().Output;
        return export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))
            .Single(line => line.TryGetProperty("type", out JsonElement type) && type.GetString() == "policyos.call.failed").GetProperty("data");
    }

    // The runtime maps code by way of a file unless told otherwise. No file may grow beyond a megabyte; what is to be kept beside the journal soon does.
    private static async Task<JsonElement> InternalAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file sizes are limited by a shell's ulimit");
        using BundleFolder bundle = new BundleFolder("full").Server("fake", more: """{"env":{"DOTNET_EnableWriteXorExecute":"0"}}""").Tool("answer").Session("""{"record":"full"}""");
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(
            new("bash", ["-c", "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 1024; exec \"$@\"", "bash", Executable.PolicyOs.Program, .. Executable.PolicyOs.Arguments]),
            bundle.Complete(),
            options: ["--store", bundle.Store]);
        for (int n = 0; n < 8; n++)
        {
            if (await gateway.CallAsync("answer", $$"""{"n":{{n}},"text":"{{new string('x', 400_000)}}"}""") is { IsFine: false } refused)
            {
                return refused.Decision;
            }
        }

        throw new InvalidOperationException("the disk was never full");
    }
}
