namespace PolicyOs.EndToEnd.Tests.Calls;

/// <summary>A result that fails its check is known to nobody but the server (spec 2.6).</summary>
public sealed class WithheldResultTests : IDisposable
{
    private const string Result = """{"result":{"content":[{"type":"text","text":"the balance is 4711"}],"structuredContent":{"status":"half done","balance":4711}}}""";

    private readonly BundleFolder _bundle = BundleFolder.Fake("received");

    public void Dispose() => _bundle.Dispose();

    [Theory]
    [InlineData("read", """{"output_schema":{"type":"object","required":["done"]}}""", "[]", "OUTPUT_SCHEMA_VIOLATION", "failed")]
    [LongInlineData("write", """{"output_schema":{"type":"object","required":["done"]}}""", "[]", "OUTPUT_SCHEMA_VIOLATION", "in_doubt")]
    [LongInlineData("read", "{}", """[{"path":"$.status","equals":"done"}]""", "OUTPUT_INVARIANT_FAILED", "failed")]
    [InlineData("write", "{}", """[{"path":"$.status","equals":"done"}]""", "OUTPUT_INVARIANT_FAILED", "in_doubt")]
    public async Task Result_ThatFailsItsCheck_IsNotSeenByTheClient(string effect, string declared, string invariants, string code, string outcome)
    {
        _bundle.Tool("answer", $$$"""{"side_effect":"{{{effect}}}","assertions":{"input_invariants":[],"output_invariants":{{{invariants}}} }}""", declared);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(_bundle.Complete());
        ToolAnswer answer = await gateway.CallAsync("answer", Result);
        Assert.Equal((code, outcome), (answer.Code, answer.Outcome));
        Assert.DoesNotContain("4711", answer.Message.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", gateway.Errors, StringComparison.Ordinal);
        Assert.Equal(1, await Sent.CountAsync(gateway, "answer"));
    }
}
