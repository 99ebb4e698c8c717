using System.Net;
using System.Text.Json;
using PolicyOs.Gateway.Sessions;

namespace PolicyOs.Gateway.Tests.Client.Http;

public sealed class LegacyHttpTests
{
    [Fact]
    public async Task Call_InASession_IsAnswered_WithoutWhatTheOtherEraAdds()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();

        using HttpResponseMessage answer = await http.PostAsync(Call("echo"), session);

        JsonElement result = (await HttpFixture.JsonAsync(answer)).GetProperty("result");
        Assert.True(result.GetProperty("canElicit").GetBoolean());
        Assert.Equal("vendor", result.GetProperty("resultType").GetString());
        Assert.False(result.TryGetProperty("_meta", out _));
    }

    [Theory]
    [InlineData("2025-11-25", "text/event-stream")]
    [InlineData("2025-06-18", "application/json")]
    [InlineData("2025-03-26", "application/json")]
    public async Task Call_ThatAClientCouldComeBackFor_IsAnsweredAsAnEvent(string version, string contentType)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAtAsync(version);

        using HttpResponseMessage answer = await http.PostAsync(Call("echo"), session);

        Assert.Equal(contentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.True((await HttpFixture.JsonAsync(answer)).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Stream_OfTheNewestVersion_BeginsWithAnIdAndWhenToComeBack()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();

        using HttpResponseMessage answer = await http.PostAsync(Call("echo"), session);

        string[] lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal(["id: 1-0", "retry: 1000", "data: ", "", "id: 1-1", "event: message"], lines[..6]);
    }

    [Fact]
    public async Task Session_OfAnotherPrincipal_IsForbidden_AndWrittenDown()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync("X-Test-Principal: a");

        using HttpResponseMessage answer = await http.PostAsync(Call("echo"), session, "X-Test-Principal: b");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("`b`", Assert.Single(http.Sessions[0].Server.Denied), StringComparison.Ordinal);
        Assert.Equal(0, http.Sessions[0].Server.Calls);
    }

    [Fact]
    public async Task Delete_EndsTheSession()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();

        using HttpResponseMessage ended = await http.SendAsync(HttpMethod.Delete, null, [session]);
        using HttpResponseMessage after = await http.PostAsync(Call("echo"), session);

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        Assert.Equal("the client ended it", Assert.Single(http.Sessions[0].Server.Closed));
    }

    [Fact]
    public async Task Initialize_BeyondTheBound_IsRefused()
    {
        await using HttpFixture http = await HttpFixture.StartAsync(bounds: new SessionBounds { Total = 64, PerPrincipal = 64 });
        for (int i = 0; i < 64; i++)
        {
            await http.InitializeAsync();
        }

        using HttpResponseMessage refused = await http.PostAsync(HttpFixture.Initialize);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(-32000, await HttpFixture.CodeAsync(refused));
    }

    [Fact]
    public async Task BrokenConnection_TakesNothingBack_AndTheRestIsThereForWhoComesBack()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();
        FakeServer server = http.Sessions[0].Server;
        using var gone = new CancellationTokenSource();
        Task<HttpResponseMessage> call = http.SendAsync(HttpMethod.Post, Call("wait"), [session], gone.Token);
        await server.Waiting.Task;
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.False(server.Cancelled.Task.IsCompleted);
        server.Release.SetResult();

        using HttpResponseMessage back = await http.SendAsync(HttpMethod.Get, null, [session, "Last-Event-ID: 1-0"]);
        using var lines = new StreamReader(await back.Content.ReadAsStreamAsync());
        JsonElement answer = await ModernHttpTests.EventAsync(lines);

        Assert.Equal(2, answer.GetProperty("id").GetInt32());
        Assert.True(answer.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task LastEventId_InTheMiddle_GivesWhatCameAfterIt()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();
        using HttpResponseMessage whole = await http.PostAsync(Call("progress"), session);
        string[] ids = [.. (await whole.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal))];

        using HttpResponseMessage back = await http.SendAsync(HttpMethod.Get, null, [session, "Last-Event-ID: " + ids[2][4..]]);
        string[] rest = [.. (await back.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal))];

        Assert.Equal(["id: 1-0", "id: 1-1", "id: 1-2", "id: 1-3", "id: 1-4"], ids);
        Assert.Equal(["id: 1-3", "id: 1-4"], rest);
    }

    [Fact]
    public async Task SuspendedStream_EndsWithAnIdAndWhenToComeBack_AndTheAnswerIsThereForWhoDoes()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();

        using HttpResponseMessage first = await http.PostAsync(Call("pause"), session);
        string[] lines = (await first.Content.ReadAsStringAsync()).Split('\n');
        http.Sessions[0].Server.Release.SetResult();
        using HttpResponseMessage back = await http.SendAsync(HttpMethod.Get, null, [session, "Last-Event-ID: 1-0"]);

        Assert.Equal(["id: 1-0", "retry: 1000", "data: ", "", "id: 1-0", "retry: 700", "data: ", "", ""], lines);
        Assert.True((await HttpFixture.JsonAsync(back)).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task SuspendedStream_OfAClientThatWouldNotComeBack_StaysOpen()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAtAsync("2025-06-18");

        Task<HttpResponseMessage> call = http.PostAsync(Call("pause"), session);
        await http.Sessions[0].Server.Waiting.Task;
        http.Sessions[0].Server.Release.SetResult();
        using HttpResponseMessage answer = await call;

        Assert.True((await HttpFixture.JsonAsync(answer)).TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("99-1")]
    [InlineData("1-x")]
    public async Task LastEventId_ThatIsNotKnown_IsRefused(string id)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();

        using HttpResponseMessage answer = await http.SendAsync(HttpMethod.Get, null, [session, "Last-Event-ID: " + id]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Cancelled_ByANotification_EndsTheCallWithoutAnAnswer()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();
        Task<HttpResponseMessage> call = http.PostAsync(Call("wait"), session);
        await http.Sessions[0].Server.Waiting.Task;

        using HttpResponseMessage accepted = await http.PostAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}""", session);
        using HttpResponseMessage answer = await call;

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await http.Sessions[0].Server.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.DoesNotContain("result", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_GoesOutOnTheCallsOwnStream_AndItsAnswerComesByPost()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();
        using HttpResponseMessage call = await http.PostAsync(Call("ask"), session);
        using var lines = new StreamReader(await call.Content.ReadAsStreamAsync());
        JsonElement question = await ModernHttpTests.EventAsync(lines);

        using HttpResponseMessage accepted = await http.PostAsync(
            "{\"jsonrpc\":\"2.0\",\"id\":" + question.GetProperty("id").GetRawText() + ",\"result\":{\"action\":\"accept\"}}", session);
        JsonElement answer = await ModernHttpTests.EventAsync(lines);

        Assert.Equal("elicitation/create", question.GetProperty("method").GetString());
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("""{"action":"accept"}""", answer.GetProperty("result").GetProperty("answer").GetString());
    }

    [Fact]
    public async Task StandingStream_HasWhatBelongsToNoRequest()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        string session = await http.InitializeAsync();
        http.Sessions[0].Host.Tell("notifications/tools/list_changed", null);

        using HttpResponseMessage stream = await http.SendAsync(HttpMethod.Get, null, [session]);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        JsonElement changed = await ModernHttpTests.EventAsync(lines);

        Assert.Equal("notifications/tools/list_changed", changed.GetProperty("method").GetString());
    }

    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("8080", "127.0.0.1:8080")]
    [InlineData("[::1]:9", "[::1]:9")]
    [InlineData("0.0.0.0:80", null)]
    [InlineData("192.168.1.4:80", null)]
    [InlineData("[::]:80", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("127.0.0.1:", null)]
    [InlineData("127.0.0.1:99999", null)]
    [InlineData("example.com:80", null)]
    [InlineData("", null)]
    public void Address_IsThisMachinesOwn_OrRefused(string text, string? address)
    {
        (IPEndPoint? parsed, string? problem) = PolicyOs.Gateway.Client.Http.HttpAddress.Parse(text);

        Assert.Equal(address, parsed?.ToString());
        Assert.Equal(address is null, problem is not null);
    }

    private static string Call(string tool) => $$$"""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"{{{tool}}}"}}""";
}
