using System.Text.Json;
using PolicyOs.FakeUpstream;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>What a server says arrives as it was said and in the order it was said; so does what a client says.</summary>
public sealed class RelayTests : IDisposable
{
    private readonly BundleFolder _bundle = BundleFolder.Fake("lossless", "echo", "received", "rpc_error", "tool_error", "progress", "slow");

    /// <inheritdoc/>
    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Result_WithUnknownFieldsAndLongNumbers_ArrivesUnchanged()
    {
        await using GatewayProcess gateway = await ConnectAsync();
        ToolAnswer answer = await gateway.CallAsync("lossless");
        Lossless.AssertEqual(Wire.Result, answer.Result.GetRawText(), except: "_meta");
        Assert.Equal("fake", answer.Observation.GetProperty("server").GetString());
    }

    [Fact]
    public async Task Definition_WithUnknownFields_ArrivesUnchanged()
    {
        await using GatewayProcess gateway = await ConnectAsync();
        JsonElement tool = (await gateway.RequestAsync("tools/list")).GetProperty("result").GetProperty("tools")[0];
        Lossless.AssertEqual(Wire.Definition, tool.GetRawText(), except: "_meta");
    }

    [Fact]
    public async Task Error_OfTheServer_ArrivesUnchanged()
    {
        await using GatewayProcess gateway = await ConnectAsync();
        ToolAnswer answer = await gateway.CallAsync("rpc_error");
        Lossless.AssertEqual(Wire.Error, answer.Message.GetProperty("error").GetRawText());
        Assert.Equal(1, (await gateway.CallAsync("tool_error")).Result.GetProperty("x-why").GetInt32());
    }

    [Fact]
    public async Task Arguments_WithLongNumbers_ReachTheServerUnchanged()
    {
        const string arguments = """{"z":9007199254740993,"a":1234567890123456789012345.123456789,"e":1E+2,"t":1.10,"h":1e400,"s":"é 😀","n":[1.0,{"b":null,"a":-0}]}""";
        await using GatewayProcess gateway = await ConnectAsync();
        gateway.Send($$$"""{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"echo","arguments":{{{arguments}}},"x-more":1.00}}""");
        string sent = new ToolAnswer(await gateway.AnswerAsync("\"a\"")).Text;
        JsonElement parameters = JsonElement.Parse(sent).GetProperty("params");
        Lossless.AssertEqual(arguments, parameters.GetProperty("arguments").GetRawText());
        Assert.Equal("1.00", parameters.GetProperty("x-more").GetRawText());
    }

    [Fact]
    public async Task Progress_AHundredAndAnImmediateReply_ArriveInOrder()
    {
        await using GatewayProcess gateway = await ConnectAsync();
        int before = gateway.Messages.Length;
        await gateway.CallAsync("progress", meta: """{"progressToken":"mine"}""");
        JsonElement[] seen = gateway.Messages[before..];
        Assert.Equal(101, seen.Length);
        Assert.Equal(Enumerable.Range(1, 100), seen[..100].Select(m => m.GetProperty("params").GetProperty("progress").GetInt32()));
        Assert.All(seen[..100], m => Assert.Equal("mine", m.GetProperty("params").GetProperty("progressToken").GetString()));
        Assert.All(seen[..100], m => Assert.Equal("9007199254740993", m.GetProperty("params").GetProperty("x-progress").GetRawText()));
        Assert.True(seen[100].TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Cancellation_ReachesTheServerUnderTheIdItKnows()
    {
        await using GatewayProcess gateway = await ConnectAsync();
        gateway.Send("""{"jsonrpc":"2.0","id":"gone","method":"tools/call","params":{"name":"slow","arguments":{}}}""");
        JsonElement slow = await ReceivedAsync(gateway, line => line.TryGetProperty("params", out JsonElement p)
            && p.TryGetProperty("name", out JsonElement name) && name.GetString() == "slow");
        gateway.Send("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"gone","reason":"changed my mind"}}""");
        JsonElement cancelled = await ReceivedAsync(gateway, line => line.GetProperty("method").GetString() == "notifications/cancelled");
        Assert.Equal(slow.GetProperty("id").GetRawText(), cancelled.GetProperty("params").GetProperty("requestId").GetRawText());
        Assert.DoesNotContain(gateway.Messages, m => m.TryGetProperty("id", out JsonElement id) && id.GetRawText() == "\"gone\"");
    }

    // The first line that the server has received and that satisfies a condition; the server is asked until there is one.
    private static async Task<JsonElement> ReceivedAsync(GatewayProcess gateway, Func<JsonElement, bool> condition)
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            JsonElement lines = JsonElement.Parse((await gateway.CallAsync("received")).Text);
            if (lines.EnumerateArray().Select(line => JsonElement.Parse(line.GetString()!)).Where(condition).Take(1).ToArray() is [var found])
            {
                return found;
            }
        }
    }

    private Task<GatewayProcess> ConnectAsync() => GatewayProcess.ConnectAsync(_bundle.Complete());
}
