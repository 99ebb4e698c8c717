using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>What a client says that its session is for (spec 3.4): taken from its first request where the contract lets it say so, and never changed.</summary>
public sealed class PurposeTests
{
    private const string FromClient = """{"purpose":["support","audit"],"purpose_source":"client"}""";
    private const string FromOperator = """{"purpose":["support","audit"]}""";

    public static TheoryData<Edge> Clients => new TheoryData<Edge>(Edge.StdioModern, Edge.StdioLegacy, Edge.HttpLegacy).LongAfter(1);

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Purpose_OfTheFirstRequest_HoldsForTheSession(Edge client)
    {
        using EraBundle bundle = Bundle(FromClient);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        string session = Handle('a');

        Assert.True((await gateway.CallAsync("echo", meta: Meta(session, "support"))).IsFine);
        Assert.True((await gateway.CallAsync("echo", meta: Meta(session, null))).IsFine);
        AssertRefused(await gateway.CallAsync("echo", meta: Meta(session, "audit")), "this session is for `support`, and what a session is for never changes");
        Assert.True((await gateway.CallAsync("echo", meta: Meta(session, "support"))).IsFine);

        string other = Handle('b');
        ToolAnswer denied = await gateway.CallAsync("echo", meta: Meta(other, "audit"));
        Assert.Equal("PURPOSE_DENIED", denied.Code);
        AssertRefused(await gateway.CallAsync("echo", meta: Meta(other, "support")), "this session is for `audit`");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Purpose_OfAnotherKind_IsRefusedAndOpensNothing(Edge client)
    {
        using EraBundle bundle = Bundle(FromClient);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        string session = Handle('a');

        AssertRefused(await gateway.CallAsync("echo", meta: Meta(session, "marketing")), "the contract does not know this purpose; it knows support, audit");
        JsonElement malformed = (await gateway.CallAsync("echo", meta: $$"""{"policyos/session":"{{session}}","policyos/purpose":7}""")).Message;
        Assert.Equal(-32602, malformed.GetProperty("error").GetProperty("code").GetInt32());
        Assert.True((await gateway.CallAsync("echo", meta: Meta(session, "support"))).IsFine);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Purpose_ThatNobodyStated_DeniesToolsOfCertainPurposes(Edge client)
    {
        using EraBundle bundle = Bundle(FromClient);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());
        string session = Handle('a');

        Assert.Equal("PURPOSE_DENIED", (await gateway.CallAsync("echo", meta: Meta(session, null))).Code);
        AssertRefused(await gateway.CallAsync("echo", meta: Meta(session, "support")), "this session was opened for no purpose");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Purpose_OfTheOperator_ComesFirst(Edge client)
    {
        using EraBundle bundle = Bundle(FromClient);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete(), person: null, "--purpose", "support");

        AssertRefused(await gateway.CallAsync("echo", meta: Meta(Handle('a'), "audit")), "the operator says what sessions are for here: `support`");
        Assert.True((await gateway.CallAsync("echo", meta: Meta(Handle('a'), null))).IsFine);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Purpose_OfAClientThatMayStateNone_IsNothing(Edge client)
    {
        using EraBundle bundle = Bundle(FromOperator);
        await using EraClient gateway = await EraClient.ConnectAsync(client, bundle.Folder.Complete());

        Assert.Equal("PURPOSE_DENIED", (await gateway.CallAsync("echo", meta: Meta(Handle('a'), "support"))).Code);
    }

    [Fact]
    public async Task Purpose_OfTheHandshake_IsThatOfTheConnection()
    {
        using EraBundle bundle = Bundle(FromClient);
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Folder.Complete());
        JsonElement unknown = await gateway.RequestAsync("initialize", Hello("marketing"));
        Assert.Equal("PURPOSE_DENIED", unknown.GetProperty("error").GetProperty("data").GetProperty("policyos").GetProperty("code").GetString());

        Assert.True((await gateway.RequestAsync("initialize", Hello("support"))).TryGetProperty("result", out _));
        Assert.Equal(["echo"], await gateway.ToolsAsync());
        AssertRefused(await gateway.CallAsync("echo", meta: """{"policyos/purpose":"audit"}"""), "this session is for `support`");
        Assert.True((await gateway.CallAsync("echo")).IsFine);
    }

    private static void AssertRefused(ToolAnswer answer, string message)
    {
        Assert.Equal(-32602, answer.Message.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("PURPOSE_DENIED", answer.Code);
        Assert.StartsWith(message, answer.Decision.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static EraBundle Bundle(string session)
    {
        var bundle = new EraBundle(Edge.StdioLegacy);
        bundle.Tool("echo", """{"allowed_intents":["support"]}""").Folder.Session(session);
        return bundle;
    }

    private static string Handle(char letter) => new(letter, 22);

    private static string Meta(string session, string? purpose) =>
        $$"""{"policyos/session":"{{session}}"{{(purpose is null ? "" : $",\"policyos/purpose\":\"{purpose}\"")}}}""";

    private static string Hello(string purpose) =>
        $$$"""{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"a","version":"1"},"_meta":{"policyos/purpose":"{{{purpose}}}"}}""";
}
