using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Tests.Upstream.Http;

/// <summary>A server closes a connection while the next request is on its way: what changes nothing there is sent once more, a call never.</summary>
public sealed class StaleConnectionTests
{
    [Fact]
    public async Task List_OnAConnectionThatTheServerCloses_IsSentOnceMore()
    {
        using BreakingServer server = BreakingServer.Start("tools/list");
        await using UpstreamConnection connection = await ReadyAsync(server);

        RpcAnswer answer = await AnswerAsync(connection, "tools/list");

        JsonElement result = Assert.IsType<RpcAnswer.Result>(answer).Value;
        Assert.Equal("t", result.GetProperty("tools")[0].GetProperty("name").GetString());
        Assert.Equal(2, server.Received.Count(method => method == "tools/list"));
    }

    [Theory]
    [InlineData("tools/call")]
    [InlineData("prompts/get")]
    [InlineData("resources/read")]
    [InlineData("far/custom")]
    public async Task Request_ThatMayHaveBeenCarriedOut_IsLost_AndNotRepeated(string method)
    {
        using BreakingServer server = BreakingServer.Start(method);
        await using UpstreamConnection connection = await ReadyAsync(server);

        Assert.IsType<RpcAnswer.Lost>(await AnswerAsync(connection, method));
        Assert.IsType<RpcAnswer.Result>(await AnswerAsync(connection, "ping"));
        Assert.Equal(1, server.Received.Count(received => received == method));
    }

    private static async Task<UpstreamConnection> ReadyAsync(BreakingServer server)
    {
        var connection = UpstreamConnection.Start(server.Described(), FakeHttpServer.Settings(), NullLogger.Instance);
        (UpstreamHello? hello, Unavailability? problem) = await FakeHttpServer.GreetAsync(connection);
        Assert.True(hello is not null, problem?.Why);
        return connection;
    }

    private static async Task<RpcAnswer> AnswerAsync(UpstreamConnection connection, string method)
    {
        using SentRequest sent = connection.Send(new(method, static (_, _) => { }, null, null!, null));
        return await sent.Answer.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
