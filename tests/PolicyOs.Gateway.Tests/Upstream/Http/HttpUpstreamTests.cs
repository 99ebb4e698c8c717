using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Gateway.Pipeline;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Upstream.Http;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Tests.Upstream.Http;

public sealed class HttpUpstreamTests
{
    [Fact]
    public async Task Call_AnsweredAsJson_GivesTheResult_UnderVersionAndSession_AndDeleteEndsIt()
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        server.Call = (context, id) => FakeHttpServer.JsonAsync(context, FakeHttpServer.Result(id, """{"big":9007199254740993}"""));

        await using (UpstreamConnection connection = await server.ReadyAsync())
        {
            var result = Assert.IsType<RpcAnswer.Result>(await FakeHttpServer.CallAsync(connection));
            Assert.Equal("""{"big":9007199254740993}""", result.Value.GetRawText());
        }

        (string Verb, string? Method, IHeaderDictionary Headers)[] seen = [.. server.Requests.Where(r => r.Verb != "GET")];
        Assert.Equal(["initialize", "notifications/initialized", "tools/call", null], seen.Select(r => r.Method));
        Assert.Equal("DELETE", seen[^1].Verb);
        Assert.Equal("", seen[0].Headers["MCP-Protocol-Version"].ToString());
        Assert.Equal("application/json, text/event-stream", seen[0].Headers.Accept.ToString());
        Assert.All(seen[1..], r => Assert.Equal(("2025-11-25", "s-1"), (r.Headers["MCP-Protocol-Version"].ToString(), r.Headers["Mcp-Session-Id"].ToString())));
    }

    [Fact]
    public async Task Call_AnsweredAsEvents_GivesProgressInOrderBeforeTheResult()
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        server.Call = (context, id) => FakeHttpServer.EventsAsync(
            context,
            [.. Enumerable.Range(1, 50).Select(n => $$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{id}}},"progress":{{{n}}}}}"""), FakeHttpServer.Result(id, "{}")]);
        await using UpstreamConnection connection = await server.ReadyAsync();
        var progress = new ConcurrentQueue<int>();

        Assert.IsType<RpcAnswer.Result>(await FakeHttpServer.CallAsync(connection, p => progress.Enqueue(p.GetProperty("progress").GetInt32())));

        Assert.Equal(Enumerable.Range(1, 50), progress);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_AnsweredBeyondTheBound_IsTooLarge_AndTheNextIsServed(bool asEvents)
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        string large = $$"""{"x":"{{new string('x', FakeHttpServer.MaxMessage * 20)}}"}""";
        server.Call = (context, id) => asEvents
            ? FakeHttpServer.EventsAsync(context, FakeHttpServer.Result(id, large))
            : FakeHttpServer.JsonAsync(context, FakeHttpServer.Result(id, large));
        await using UpstreamConnection connection = await server.ReadyAsync();

        Assert.True(Assert.IsType<RpcAnswer.Unreadable>(await FakeHttpServer.CallAsync(connection)).IsTooLarge);

        server.Call = (context, id) => FakeHttpServer.JsonAsync(context, FakeHttpServer.Result(id, "{}"));
        Assert.IsType<RpcAnswer.Result>(await FakeHttpServer.CallAsync(connection));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":{"a":1,"a":2}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":9999,"result":{}}""")]
    [InlineData("""[{"jsonrpc":"2.0","id":ID,"result":{}}]""")]
    [InlineData("not json")]
    public async Task Call_AnsweredAgainstTheStrictEdge_IsUnreadable(string body)
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        await using UpstreamConnection connection = await server.ReadyAsync();
        foreach (bool asEvents in (bool[])[false, true])
        {
            server.Call = (context, id) => asEvents
                ? FakeHttpServer.EventsAsync(context, body.Replace("ID", id, StringComparison.Ordinal))
                : FakeHttpServer.JsonAsync(context, body.Replace("ID", id, StringComparison.Ordinal));
            Assert.False(Assert.IsType<RpcAnswer.Unreadable>(await FakeHttpServer.CallAsync(connection)).IsTooLarge);
        }
    }

    [Theory]
    [InlineData(401, null, "it refused the gateway's credential (HTTP 401); scopes crm.read; platform team owns it")]
    [InlineData(403, null, "it refused the gateway's credential (HTTP 403); scopes crm.read; platform team owns it")]
    [InlineData(429, 7, "it takes no more requests for now (HTTP 429)")]
    [InlineData(503, null, "it answered with HTTP 503")]
    [InlineData(307, null, "it answered with a redirect (HTTP 307), which is not followed; write the final address as its url")]
    public async Task Call_RefusedWithAStatus_SaysWhich(int status, int? retryAfter, string reason)
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        int calls = 0;
        server.Call = (context, _) =>
        {
            calls++;
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers.Location = status == 307 ? server.Url : default;
            return Task.CompletedTask;
        };
        await using UpstreamConnection connection = await server.ReadyAsync();

        var refused = Assert.IsType<RpcAnswer.HttpRefused>(await FakeHttpServer.CallAsync(connection));

        Assert.Equal((status, reason), (refused.Status, refused.Reason));
        Assert.Equal(retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, refused.RetryAfter);
        Assert.Equal(1, calls);
        Assert.False(connection.Closed.IsCompleted);
    }

    [Theory]
    [InlineData(401, typeof(CallOutcome.Unauthorized), null)]
    [InlineData(403, typeof(CallOutcome.Unauthorized), null)]
    [InlineData(429, typeof(CallOutcome.RateLimited), RetryClass.RateLimited)]
    [InlineData(503, typeof(CallOutcome.RpcError), RetryClass.ServerError)]
    [InlineData(307, typeof(CallOutcome.RpcError), null)]
    public void Read_OfARefusalWithAStatus_SettlesAndRetriesByIt(int status, Type outcome, RetryClass? retry)
    {
        CallOutcome read = AttemptReader.Read(new RpcAnswer.HttpRefused(status, "no", null), null!).Outcome;

        Assert.IsType(outcome, read);
        Assert.Equal(retry, AttemptReader.ClassOf(read));
    }

    [Fact]
    public async Task Call_OnASessionThatIsGone_LosesTheConnection()
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        server.Call = (context, _) =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        await using UpstreamConnection connection = await server.ReadyAsync();

        Assert.IsType<RpcAnswer.Lost>(await FakeHttpServer.CallAsync(connection));

        Assert.Equal("its session has ended (HTTP 404)", await connection.Closed.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Call_WhoseStreamEndsWithoutAnswer_IsLost()
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        server.Call = (context, _) => FakeHttpServer.EventsAsync(context);
        await using UpstreamConnection connection = await server.ReadyAsync();

        Assert.IsType<RpcAnswer.Lost>(await FakeHttpServer.CallAsync(connection));
    }

    [Fact]
    public async Task Call_WhoseStreamBreaksAfterAnEventWithId_IsReadOnFromThere()
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        string asked = "";
        server.Call = (context, id) =>
        {
            asked = id;
            context.Response.ContentType = "text/event-stream";
            return context.Response.WriteAsync("retry: 1\nid: e-1\ndata:\n\n");
        };
        server.Get = context =>
        {
            if (context.Request.Headers["Last-Event-ID"] == "e-1")
            {
                return FakeHttpServer.EventsAsync(context, FakeHttpServer.Result(asked, "{}"));
            }

            context.Response.StatusCode = 405;
            return Task.CompletedTask;
        };
        await using UpstreamConnection connection = await server.ReadyAsync();

        Assert.IsType<RpcAnswer.Result>(await FakeHttpServer.CallAsync(connection));
    }

    [Fact]
    public async Task Cancel_OfACall_ReachesTheServer_AndTheWaitEnds()
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Call = async (context, _) =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
        };
        await using UpstreamConnection connection = await server.ReadyAsync();
        SentRequest sent = FakeHttpServer.Send(connection);
        await server.SeenAsync("tools/call");

        sent.Cancel("enough");
        await server.SeenAsync("notifications/cancelled");
        sent.Dispose();

        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Listen_ListChangedOverTheStandingStream_IsAnnounced()
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        var open = new TaskCompletionSource();
        server.Get = async context =>
        {
            await open.Task;
            await FakeHttpServer.EventsAsync(context, """{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
        };
        await using UpstreamConnection connection = await server.ReadyAsync();
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ListsChanged = () => changed.TrySetResult();
        open.SetResult();

        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("http://169.254.169.254/mcp", "its address 169.254.169.254 is refused: link-local")]
    [InlineData("http://0.0.0.0:1/mcp", "its address 0.0.0.0 is refused: unspecified")]
    [InlineData("http://[::ffff:169.254.169.254]/mcp", "refused: link-local")]
    public async Task Connect_ToARefusedAddress_NeverDials(string url, string why)
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        await using UpstreamConnection connection = server.Connect(url);

        (_, Unavailability? problem) = await FakeHttpServer.GreetAsync(connection);

        Assert.Contains(why, problem!.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("100.100.100.200", "cloud metadata")]
    [InlineData("fd00:ec2::254", "cloud metadata")]
    [InlineData("fe80::1%3", "link-local")]
    [InlineData("::", "unspecified")]
    [InlineData("64:ff9b::a9fe:a9fe", "link-local")]
    public void KindOf_Address_IsRefusedOrNot(string address, string? kind) => Assert.Equal(kind, RefusedAddress.KindOf(IPAddress.Parse(address)));

    [Fact]
    public async Task Start_WithReferences_ReplacesThem_AndSendsTheHeaders()
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();
        Server described = server.Described("${env:URL}", new KeyValuePair<string, string>("Authorization", "Bearer ${env:TOKEN}"));
        await using UpstreamConnection connection = UpstreamConnection.Start(
            described, FakeHttpServer.Settings(("URL", server.Url), ("TOKEN", "t-1")), NullLogger.Instance);

        await FakeHttpServer.GreetAsync(connection);

        Assert.True(server.Requests.TryPeek(out (string, string?, IHeaderDictionary Headers) first));
        Assert.Equal("Bearer t-1", first.Headers.Authorization.ToString());
    }

    [Theory]
    [InlineData("http://x/${env:NOPE}", "A", "b", "server `far`: url needs the variable `NOPE`, which is not set where policyos runs")]
    [InlineData("http://x/", "A", "${env:NOPE}", "server `far`: header `A` needs the variable `NOPE`, which is not set where policyos runs")]
    [InlineData("${env:LINE}", "A", "b", "server `far`: its url is no absolute http or https address")]
    [InlineData("http://u:p@x/", "A", "b", "server `far`: its url holds a user or password; write an Authorization header instead")]
    [InlineData("http://x/", "A", "${env:LINE}", "server `far`: header `A` may hold printable ASCII only")]
    [InlineData("http://x/", "mcp-session-id", "b", "server `far`: header `mcp-session-id` belongs to the connection and cannot be set")]
    [InlineData("http://x/", "A b", "b", "server `far`: `A b` is no name of a header")]
    public async Task Start_WithASettingThatCannotBeUsed_IsRefused(string url, string header, string value, string problem)
    {
        await using FakeHttpServer server = await FakeHttpServer.StartAsync();

        var refused = Assert.Throws<UpstreamStartException>(() => UpstreamConnection.Start(
            server.Described(url, new KeyValuePair<string, string>(header, value)), FakeHttpServer.Settings(("LINE", "a\nb")), NullLogger.Instance));

        Assert.Equal(problem, refused.Message);
    }
}
