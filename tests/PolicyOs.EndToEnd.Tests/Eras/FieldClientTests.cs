using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What clients in the field send beside what the specification asks for, on every way of a client: one answer each, and the gateway goes on.</summary>
public sealed class FieldClientTests(FieldClients clients) : IClassFixture<FieldClients>
{
    public static TheoryData<Edge> Ways => [.. Edges.All];

    public static TheoryData<Edge> Legacy => [Edge.StdioLegacy, Edge.HttpLegacy];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Cursor_ThatWasNeverHandedOut_IsInvalid_AndNoneGivesTheWholeList(Edge way)
    {
        EraClient client = await clients.AtAsync(way);
        foreach (string method in (string[])["tools/list", "resources/list", "prompts/list", "resources/templates/list"])
        {
            foreach (string cursor in (string[])["\"page-2\"", "\"\"", "3", "{}", "false"])
            {
                Assert.Equal((method, cursor, -32602), (method, cursor, CodeOf(await client.RequestAsync(method, $$"""{"cursor":{{cursor}}}"""))));
            }

            foreach (string parameters in (string[])["{}", """{"cursor":null}"""])
            {
                JsonElement list = (await client.RequestAsync(method, parameters)).GetProperty("result");
                Assert.NotEqual(0, list.EnumerateObject().First(member => member.Value.ValueKind == JsonValueKind.Array).Value.GetArrayLength());
                Assert.False(list.TryGetProperty("nextCursor", out _));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_WithoutArguments_IsACallWithNone(Edge way)
    {
        EraClient client = await clients.AtAsync(way);
        foreach (string members in (string[])["", ",\"arguments\":null", ",\"arguments\":{}", ",\"arguments\":{},\"task\":{\"ttl\":60000}", ",\"_meta\":{}"])
        {
            ToolAnswer answer = new(await client.RequestAsync("tools/call", $$"""{"name":"echo"{{members}}}"""));
            Assert.True(answer.IsFine, members + answer.Message.GetRawText());
            JsonElement sent = JsonElement.Parse(answer.Text).GetProperty("params");
            Assert.Equal("{}", sent.GetProperty("arguments").GetRawText());
            Assert.False(sent.TryGetProperty("task", out _));
        }

        foreach (string members in (string[])[",\"arguments\":[]", ",\"arguments\":\"{}\"", ",\"arguments\":0", ",\"arguments\":false"])
        {
            Assert.Equal((members, -32602), (members, CodeOf(await client.RequestAsync("tools/call", $$"""{"name":"echo"{{members}}}"""))));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Progress_UnderATokenOfAnyType_ComesBackUnderIt(Edge way)
    {
        EraClient client = await clients.AtAsync(way);
        foreach (string token in (string[])["\"a token\"", "7", "0", "-1", "9007199254740993", "\"\""])
        {
            int before = Progress(client, token);
            await FineAsync(client, "progress", token);
            Assert.Equal((token, 100), (token, Progress(client, token) - before));
        }

        // A token of another type is none.
        int told = client.Messages.Count(IsProgress);
        foreach (string token in (string[])["null", "true", "{}", "[1]"])
        {
            await FineAsync(client, "echo", token);
        }

        Assert.Equal(told, client.Messages.Count(IsProgress));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Id_ComesBackToTheLetter_OrTheRequestIsRefused(Edge way)
    {
        EraClient client = await clients.AtAsync(way);
        string parameters = Params(way, """ "name":"echo","arguments":{} """);
        foreach (string id in (string[])["0", "-7", "9007199254740993", new string('9', 400), "\"\"", "\"\\u0041\"", "\"null\"", $"\"{new string('x', 10_000)}\""])
        {
            JsonElement answer = await client.Wire.RequestAsync(id, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{{{parameters}}} }""");
            Assert.Equal(id, answer.GetProperty("id").GetRawText());
            Assert.True(answer.TryGetProperty("result", out _), answer.GetRawText());
        }

        foreach (string id in (string[])["1.5", "1.0", "1e3", "null", "true", "[1]", "{}"])
        {
            JsonElement refused = await client.Wire.RequestAsync("null", $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{{{parameters}}} }""");
            Assert.Equal((id, -32600, "null"), (id, CodeOf(refused), refused.GetProperty("id").GetRawText()));
        }
    }

    [Theory]
    [MemberData(nameof(Legacy))]
    public async Task Id_OfARequestUnderWay_IsRefused(Edge way)
    {
        EraClient client = await clients.AtAsync(way);
        _ = client.Wire.RequestAsync("\"used\"", """{"jsonrpc":"2.0","id":"used","method":"tools/call","params":{"name":"waits","arguments":{}}}""");
        await UntilWaitingAsync(client);

        Assert.Equal(-32600, CodeOf(await client.Wire.RequestAsync("\"used\"", """{"jsonrpc":"2.0","id":"used","method":"tools/call","params":{"name":"echo"}}""")));
        await FineAsync(client, "echo");
        await client.CancelAsync("\"used\"");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Notification_ThatMeansNothingHere_IsIgnored(Edge way)
    {
        EraClient client = await clients.AtAsync(way);
        int errors = client.Messages.Count(message => message.TryGetProperty("error", out _));
        foreach (string notification in (string[])
            [
                """{"jsonrpc":"2.0","method":"notifications/nobody/knows","params":{"a":1}}""",
                """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{}}""",
                """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":null}}""",
                """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{"a":1}}}""",
                """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"never sent"}}""",
                """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}""",
                """{"jsonrpc":"2.0","method":"notifications/initialized","params":{}}""",
                """{"jsonrpc":"2.0","method":"tools/call","params":{"name":"echo","arguments":{}}}""",
            ])
        {
            await client.Wire.SendAsync(JsonNode.Parse(notification)!);
        }

        await FineAsync(client, "echo");
        Assert.Equal(errors, client.Messages.Count(message => message.TryGetProperty("error", out _)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Ping_OfAnEraThatHasIt_IsAnswered_AndElseNotKnown(Edge way)
    {
        EraClient client = await clients.AtAsync(way);
        foreach (string parameters in (string[])["{}", """{"_meta":{"progressToken":1}}""", """{"a":[]}"""])
        {
            JsonElement answer = await client.RequestAsync("ping", parameters);
            Assert.Equal(way.IsModern() ? "-32601" : "{}", way.IsModern() ? $"{CodeOf(answer)}" : answer.GetProperty("result").GetRawText());
        }
    }

    [Theory]
    [MemberData(nameof(Legacy))]
    public async Task Params_ThatAreMissingOrOfAnotherForm_AreInvalid(Edge way)
    {
        EraClient client = await clients.AtAsync(way);
        foreach ((string rest, int code) in ((string, int)[])
            [
                ("\"method\":\"tools/call\"", -32602),
                ("\"method\":\"tools/call\",\"params\":{}", -32602),
                ("\"method\":\"tools/call\",\"params\":{\"name\":7}", -32602),
                ("\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"_meta\":[]}", -32602),
                ("\"method\":\"tools/call\",\"params\":[\"echo\"]", -32600),
                ("\"method\":\"tools/call\",\"params\":null", -32600),
                ("\"method\":\"tools/call\",\"params\":\"echo\"", -32600),
                ("\"method\":\"resources/read\"", -32002),
                ("\"method\":\"resources/read\",\"params\":{\"uri\":7}", -32002),
                ("\"method\":\"prompts/get\"", -32602),
                ("\"method\":\"completion/complete\"", -32602),
                ("\"method\":\"logging/setLevel\"", -32602),
                ("\"method\":\"resources/subscribe\"", -32002),
                ("\"method\":\"nobody/knows\"", -32601),
                ("\"method\":\"notifications/message\"", -32601),
                ("\"method\":\"\"", -32601),
                ("\"method\":7", -32600),
                ("\"params\":{}", -32600),
            ])
        {
            JsonElement answer = await client.Wire.RequestAsync("\"odd\"", $$"""{"jsonrpc":"2.0","id":"odd",{{rest}}}""");
            Assert.Equal((rest, code), (rest, CodeOf(answer)));
        }
    }

    private static async Task FineAsync(EraClient client, string tool, string token = "\"t\"")
    {
        ToolAnswer answer = await client.CallAsync(tool, meta: $$"""{"progressToken":{{token}}}""");
        Assert.True(answer.IsFine, answer.Message.GetRawText());
    }

    private static int CodeOf(JsonElement answer) => answer.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetInt32() : 0;

    private static int Progress(EraClient client, string token) =>
        client.Messages.Count(message => IsProgress(message) && message.GetProperty("params").GetProperty("progressToken").GetRawText() == token);

    private static bool IsProgress(JsonElement message) => message.TryGetProperty("method", out JsonElement method) && method.ValueEquals("notifications/progress");

    private static async Task UntilWaitingAsync(EraClient client)
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (await client.ReachedAsync("waits") == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private static string Params(Edge way, string members) => "{" + members + (way.IsModern()
        ? ""","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}"""
        : "}");
}
