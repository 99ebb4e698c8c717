using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>A question of a legacy server that is over before a legacy client has answered it is taken back at the client.</summary>
public sealed class QuestionWithdrawalTests
{
    public static TheoryData<Edge, Edge> Legacy => Edges.Cross([Edge.StdioLegacy, Edge.HttpLegacy], [Edge.StdioLegacy, Edge.HttpLegacy]);

    [Theory]
    [MemberData(nameof(Legacy))]
    public async Task Question_ThatTheServerTakesBack_IsTakenBack_AndGetsNoAnswer(Edge client, Edge server)
    {
        using EraBundle bundle = new EraBundle(server).Tools("asks_no_more", "let_go", "received");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), (_, _) => null);

        Task<ToolAnswer> call = gateway.CallAsync("asks_no_more");
        JsonElement form = await FormAsync(gateway);
        JsonElement cancelled = await gateway.NotifiedAsync("notifications/cancelled");
        Assert.Equal(form.GetProperty("id").GetRawText(), cancelled.GetProperty("params").GetProperty("requestId").GetRawText());
        await gateway.CallAsync("let_go");
        Assert.True((await call).IsFine);
        Assert.DoesNotContain(await gateway.ReceivedAsync(), line => line.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String && id.ValueEquals("no-more"));
    }

    [Theory]
    [MemberData(nameof(Legacy))]
    public async Task Question_OfACallThatTheClientTakesBack_IsTakenBack(Edge client, Edge server)
    {
        using EraBundle bundle = new EraBundle(server).Tools("ask");
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), (_, _) => null);
        string id = gateway.NextId;
        _ = gateway.CallAsync("ask");
        JsonElement form = await FormAsync(gateway);

        await gateway.CancelAsync(id);

        JsonElement cancelled = await gateway.NotifiedAsync("notifications/cancelled");
        Assert.Equal(form.GetProperty("id").GetRawText(), cancelled.GetProperty("params").GetProperty("requestId").GetRawText());
    }

    private static Task<JsonElement> FormAsync(EraClient gateway) =>
        gateway.NextAsync(message => message.TryGetProperty("method", out JsonElement method) && method.ValueEquals("elicitation/create"));
}
