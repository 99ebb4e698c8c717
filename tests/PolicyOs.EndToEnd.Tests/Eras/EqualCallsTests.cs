using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>Equal calls wait for one approval: it is void when all of them have been taken back, and not when one has (spec 2.8).</summary>
public sealed class EqualCallsTests(HttpDoor door) : IClassFixture<HttpDoor>
{
    private const string Call = """{"name":"write","arguments":{"x":1}}""";
    private const string Checkpoint = """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":600,"reason":"a person looks first"}}""";
    private const string Yes = """{"action":"accept","content":{"decision":"allow_once"}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneTakenBack_TheOtherGoesOn_AndTheLastTakesTheFormWithIt(bool isRepeat)
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy).Tools("received").Tool("write", Checkpoint);
        await using EraClient gateway = await EraClient.ConnectAsync(Edge.StdioLegacy, bundle.Folder.Complete(), (_, _) => null, "--min-answer-ms", "0");

        (string left, Task<JsonElement> waits) = await TwoOfThemAsync(gateway, isRepeat);
        Assert.DoesNotContain(gateway.Messages, IsCancelled);
        await AnswerAsync(gateway, Forms(gateway).Single());
        Assert.True(new ToolAnswer(await waits).IsFine);
        Assert.Equal(1, await gateway.ReachedAsync("write"));

        (left, _) = await TwoOfThemAsync(gateway, isRepeat);
        await gateway.CancelAsync(left);
        JsonElement withdrawn = await gateway.NextAsync(IsCancelled);
        Assert.Equal(Forms(gateway)[^1], withdrawn.GetProperty("params").GetProperty("requestId").GetRawText());
        Assert.Equal(1, await gateway.ReachedAsync("write"));
        Assert.Equal(2, Forms(gateway).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneTakenBack_OverHttp_TheOtherGoesOn(bool isRepeat)
    {
        string session = await door.OpenAsync("""{"elicitation":{}}""");
        using HttpResponseMessage first = await door.SendAsync(HttpMethod.Post, OverHttp(1), session);
        using var ofFirst = new StreamReader(await first.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        JsonElement form = await NextAsync(ofFirst);
        using HttpResponseMessage second = await door.SendAsync(HttpMethod.Post, OverHttp(2), session);
        using var ofSecond = new StreamReader(await second.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        await TellAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{(isRepeat ? 2 : 1)}}}}}""", session);
        Assert.Equal(JsonValueKind.Undefined, (await NextAsync(isRepeat ? ofSecond : ofFirst)).ValueKind);
        await TellAsync($$"""{"jsonrpc":"2.0","id":{{form.GetProperty("id").GetRawText()}},"result":{{Yes}}}""", session);

        JsonElement answer = await NextAsync(isRepeat ? ofFirst : ofSecond);
        Assert.True(new ToolAnswer(answer).IsFine, answer.GetRawText());
    }

    [Theory]
    [InlineData(Edge.StdioModern)]
    [InlineData(Edge.HttpModern)]
    public async Task RepeatTakenBack_TheQuestionOfTheFirstStands(Edge client)
    {
        using EraBundle bundle = new EraBundle(Edge.StdioLegacy).Tools("received").Tool("write", Checkpoint);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), null, "--min-answer-ms", "0");
        JsonElement asked = (await gateway.RequestAsync("tools/call", Call)).GetProperty("result");
        for (int repeat = 0; repeat < 8; repeat++)
        {
            using var enough = new CancellationTokenSource();
            Task<JsonElement> second = gateway.RequestAsync("tools/call", Call, cancellation: enough.Token);
            await enough.CancelAsync();
            await OverAsync(second);
        }

        ToolAnswer answer = new(await gateway.RequestAsync(
            "tools/call", Call, $$$""","inputResponses":{"policyos/approval":{{{Yes}}}},"requestState":{{{asked.GetProperty("requestState").GetRawText()}}}"""));
        Assert.True(answer.IsFine, answer.Message.GetRawText());
        Assert.Equal(1, await gateway.ReachedAsync("write"));
    }

    // Of two equal calls the first or the repeat is taken back: the id and the end of the other. What is sent on one stream is dealt with in its order.
    private static async Task<(string Left, Task<JsonElement> Waits)> TwoOfThemAsync(EraClient gateway, bool isRepeat)
    {
        int before = Forms(gateway).Length;
        string first = gateway.NextId;
        Task<JsonElement> ofFirst = gateway.RequestAsync("tools/call", Call);
        await gateway.NextAsync(_ => Forms(gateway).Length > before);
        string second = gateway.NextId;
        Task<JsonElement> ofSecond = gateway.RequestAsync("tools/call", Call);
        await gateway.CancelAsync(isRepeat ? second : first);
        await gateway.RequestAsync("ping");
        return isRepeat ? (first, ofFirst) : (second, ofSecond);
    }

    private static async Task OverAsync(Task request) => await request.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static string[] Forms(EraClient gateway) => [.. gateway.Messages.Where(IsForm).Select(form => form.GetProperty("id").GetRawText())];

    private static bool IsForm(JsonElement message) => message.TryGetProperty("method", out JsonElement method) && method.ValueEquals("elicitation/create");

    private static bool IsCancelled(JsonElement message) => message.TryGetProperty("method", out JsonElement method) && method.ValueEquals("notifications/cancelled");

    private static Task AnswerAsync(EraClient gateway, string form) =>
        gateway.Wire.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = JsonNode.Parse(form), ["result"] = JsonNode.Parse(Yes) });

    private static string OverHttp(int id) => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"answer","arguments":{} } }""";

    private async Task TellAsync(string message, string session)
    {
        using HttpResponseMessage taken = await door.SendAsync(HttpMethod.Post, message, session);
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
    }

    // The next message of a stream; undefined at its end.
    private static async Task<JsonElement> NextAsync(StreamReader stream)
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (await stream.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
            {
                return JsonElement.Parse(line[6..]);
            }
        }

        return default;
    }
}
