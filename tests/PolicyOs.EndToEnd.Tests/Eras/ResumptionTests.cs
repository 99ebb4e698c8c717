namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>A server over HTTP that closes the stream of a call before its answer is read on; a client that can come back is let go likewise.</summary>
public sealed class ResumptionTests
{
    [Theory]
    [InlineData(Edge.StdioLegacy, 0)]
    [LongInlineData(Edge.StdioModern, 0)]
    [InlineData(Edge.HttpLegacy, 1)]
    [LongInlineData(Edge.HttpModern, 0)]
    public async Task Stream_ThatTheServerCloses_IsReadOn_AndSoIsTheClients(Edge client, int returns)
    {
        using EraBundle bundle = new EraBundle(Edge.HttpLegacy).Tools("closes_stream", "echo", "received");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());

        Assert.Equal("noted", (await gateway.CallAsync("closes_stream")).Text);

        Assert.Equal(returns, (gateway.Wire as HttpWire)?.Returns ?? 0);
        Assert.Equal(1, await gateway.ReachedAsync("closes_stream"));
        Assert.Contains(await gateway.ReceivedAsync(), line => line.GetProperty("method").GetString() == "(back)");
        Assert.True((await gateway.CallAsync("echo")).IsFine);
    }
}
