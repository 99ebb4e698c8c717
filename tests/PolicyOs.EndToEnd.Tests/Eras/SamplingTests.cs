using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What the contract says of sampling holds of the real requests and answers: provider_constraints, response_format_invariants.</summary>
public sealed class SamplingTests
{
    private const string Constraints = """{"provider_constraints":{"openai":{"block_incompatible":["parallel_tool_calls=false + gpt-4o-mini"]}}}""";

    public static TheoryData<Edge, Edge> Eras => Edges.Cross([Edge.StdioLegacy, Edge.StdioModern], [Edge.StdioLegacy, Edge.StdioModern]);

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Request_ThatTheProviderDoesNotTake_NeverReachesTheClient(Edge client, Edge server)
    {
        using EraBundle bundle = new EraBundle(server).Tools("ask_sample", "ask_model");
        bundle.Folder.Session(Constraints);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), static (_, _) => Sampled("endTurn"));

        ToolAnswer refused = await gateway.CallAsync("ask_model");
        Assert.Empty(gateway.Asked);
        if (server.IsModern())
        {
            Assert.Equal("UPSTREAM_PROTOCOL_ERROR", refused.Code);
        }
        else
        {
            Assert.Contains("openai does not take this together", refused.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Paris", (await gateway.CallAsync("ask_sample")).Text, StringComparison.Ordinal);
        Assert.Single(gateway.Asked);
    }

    [Theory]
    [InlineData(Edge.StdioLegacy)]
    [InlineData(Edge.StdioModern)]
    public async Task Request_ThatTheProviderDoesNotTake_GoesOnInObserve(Edge server)
    {
        using EraBundle bundle = new EraBundle(server).Tools("ask_model");
        bundle.Folder.Session(Constraints.Replace("{\"provider", "{\"mode\":\"observe\",\"provider", StringComparison.Ordinal));
        await using EraClient gateway = await EraClient.ConnectAsync(Edge.StdioLegacy, bundle.Folder.Complete(), static (_, _) => Sampled("endTurn"));

        Assert.Contains("Paris", (await gateway.CallAsync("ask_model")).Text, StringComparison.Ordinal);
        Assert.Contains("openai does not take this together", gateway.Wire.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Answer_OfAnotherForm_NeverReachesTheServer(Edge client, Edge server)
    {
        using EraBundle bundle = new EraBundle(server).Tools("ask_model").Tool("ask_sample", """{"response_format_invariants":{"finish_reason":"stop"}}""");
        string reason = "maxTokens";
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), (_, _) => Sampled(reason));

        ToolAnswer withheld = await gateway.CallAsync("ask_sample");
        Assert.DoesNotContain("Paris", withheld.Text, StringComparison.Ordinal);
        if (!server.IsModern())
        {
            Assert.Contains("it ended for `maxTokens`, not for `stop`", withheld.Text, StringComparison.Ordinal);
        }

        // Another tool's answers are its own matter, and one of the right form is given.
        Assert.Contains("Paris", (await gateway.CallAsync("ask_model")).Text, StringComparison.Ordinal);
        reason = "endTurn";
        Assert.Contains("Paris", (await gateway.CallAsync("ask_sample")).Text, StringComparison.Ordinal);
    }

    private static JsonNode? Sampled(string reason) =>
        JsonNode.Parse($$"""{"role":"assistant","content":{"type":"text","text":"Paris"},"model":"m","stopReason":"{{reason}}"}""");
}
