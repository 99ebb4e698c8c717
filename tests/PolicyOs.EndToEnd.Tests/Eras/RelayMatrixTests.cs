using System.Text.Json;
using PolicyOs.FakeUpstream;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What is said arrives as it was said and in the order it was said, whatever client and server speak.</summary>
public sealed class RelayMatrixTests
{
    public static TheoryData<Edge, Edge> Pairs => Edges.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Everything_ArrivesUnchangedAndInOrder(Edge client, Edge server)
    {
        using EraBundle bundle = new EraBundle(server).Tools("lossless", "echo", "received", "rpc_error", "tool_error", "progress", "region", "slow");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());

        // Definitions.
        JsonElement[] tools = [.. (await gateway.RequestAsync("tools/list")).GetProperty("result").GetProperty("tools").EnumerateArray()];
        Lossless.AssertEqual(Wire.Definition, tools.Single(tool => tool.GetProperty("name").GetString() == "lossless").GetRawText(), except: "_meta");

        // Results.
        JsonElement result = (await gateway.CallAsync("lossless")).Result;
        Assert.Equal(client.IsModern(), result.TryGetProperty("resultType", out _));
        Lossless.AssertEqual(Wire.Result, Plain(result), except: "_meta");

        // Errors.
        Lossless.AssertEqual(Wire.Error, (await gateway.CallAsync("rpc_error")).Message.GetProperty("error").GetRawText());
        Assert.Equal(1, (await gateway.CallAsync("tool_error")).Result.GetProperty("x-why").GetInt32());

        // Arguments, and what is beside them.
        const string arguments = """{"z":9007199254740993,"a":1234567890123456789012345.123456789,"e":1E+2,"t":1.10,"h":1e400,"s":"é 😀","n":[1.0,{"b":null,"a":-0}]}""";
        JsonElement echoed = await gateway.RequestAsync(
            "tools/call", $$"""{"name":"echo","arguments":{{arguments}},"x-more":1.00,"_meta":{"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","policyos/secret":1} }""");
        JsonElement sent = JsonElement.Parse(new ToolAnswer(echoed).Text).GetProperty("params");
        Lossless.AssertEqual(arguments, sent.GetProperty("arguments").GetRawText());
        Assert.Equal("1.00", sent.GetProperty("x-more").GetRawText());
        JsonElement meta = sent.GetProperty("_meta");
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", meta.GetProperty("traceparent").GetString(), StringComparison.Ordinal);
        Assert.False(meta.TryGetProperty("policyos/secret", out _));
        Assert.Equal(server.IsModern(), meta.TryGetProperty("io.modelcontextprotocol/protocolVersion", out _));
        Assert.Equal(server.IsModern(), meta.TryGetProperty("io.modelcontextprotocol/clientCapabilities", out _));

        // A value that is repeated in a header, which the fake server holds against the body.
        Assert.True((await gateway.CallAsync("region", """{"where":" Zürich "}""")).IsFine);

        await AssertProgressAsync(gateway);
        await AssertCancelledAsync(gateway, server);
    }

    private static async Task AssertProgressAsync(EraClient gateway)
    {
        int before = gateway.Messages.Length;
        ToolAnswer answer = await gateway.CallAsync("progress", meta: """{"progressToken":"mine"}""");
        Assert.Equal("done", answer.Text);
        JsonElement[] seen = gateway.Messages[before..];
        Assert.Equal(101, seen.Length);
        Assert.Equal(Enumerable.Range(1, 100), seen[..100].Select(m => m.GetProperty("params").GetProperty("progress").GetInt32()));
        Assert.All(seen[..100], m => Assert.Equal("mine", m.GetProperty("params").GetProperty("progressToken").GetString()));
        Assert.All(seen[..100], m => Assert.Equal("9007199254740993", m.GetProperty("params").GetProperty("x-progress").GetRawText()));
    }

    private static async Task AssertCancelledAsync(EraClient gateway, Edge server)
    {
        using var cancel = new CancellationTokenSource();
        string id = gateway.NextId;
        Task<ToolAnswer> slow = gateway.CallAsync("slow", cancellation: cancel.Token);
        JsonElement call = await ReceivedAsync(gateway, line => Is(line, "tools/call") && line.GetProperty("params").GetProperty("name").GetString() == "slow");
        if (gateway.CancelsByNotification)
        {
            await gateway.CancelAsync(id);
        }
        else
        {
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        }

        JsonElement cancelled = await ReceivedAsync(gateway, line => Is(line, server == Edge.HttpModern ? "(closed)" : "notifications/cancelled"));
        Assert.Equal(call.GetProperty("id").GetRawText(), cancelled.GetProperty("params").GetProperty("requestId").GetRawText());
    }

    private static async Task<JsonElement> ReceivedAsync(EraClient gateway, Func<JsonElement, bool> condition)
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            if ((await gateway.ReceivedAsync()).Where(condition).Take(1).ToArray() is [var found])
            {
                return found;
            }
        }
    }

    private static bool Is(JsonElement line, string method) => line.TryGetProperty("method", out JsonElement m) && m.GetString() == method;

    // As a server of the legacy era sent it.
    private static string Plain(JsonElement result) =>
        "{" + string.Join(',', result.EnumerateObject().Where(m => m.Name != "resultType").Select(m => JsonSerializer.Serialize(m.Name) + ":" + m.Value.GetRawText())) + "}";
}
