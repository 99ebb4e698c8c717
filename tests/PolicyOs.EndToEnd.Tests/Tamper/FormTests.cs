using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>The person at a legacy client beside the operators: who comes second decides nothing, and who asks does not decide.</summary>
public sealed class FormTests : IAsyncLifetime
{
    private const string Yes = """{"action":"accept","content":{"decision":"allow_once"}}""";

    private readonly BundleFolder _bundle = TamperDesk.Bundle();
    private GatewayProcess _gateway = null!;
    private TamperClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        // The person leaves every form open; a test answers it by hand.
        _gateway = await GatewayProcess.ConnectAsync(_bundle.Complete(), _ => null, "--store", _bundle.Store, "--min-answer-ms", "0");
        _client = new(_gateway, Era.Legacy, "a-session-of-the-forms-0001");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.EndAsync();
        await _gateway.DisposeAsync();
        _bundle.Dispose();
    }

    [Fact]
    public async Task Form_AnsweredTwice_IsOneCall()
    {
        Task<ToolAnswer> call = _client.CallAsync("answer", """{"n":1}""");
        string form = await FormAsync();
        Answer(form);
        Answer(form);
        Assert.True((await call).IsFine);
        Assert.Equal(1, await _client.SentAsync("""{"n":1}"""));
    }

    [LongFact]
    public async Task Form_AnsweredAfterAnOperatorHasRejected_DecidesNothing()
    {
        Operator ines = await Operator.EnrolAsync(_bundle, "ines");
        Task<ToolAnswer> call = _client.CallAsync("answer", """{"n":1}""");
        string form = await FormAsync();
        Rows pending = await Rows.ReadAsync(_bundle, "approvals", "list");
        (await ines.ActAsync("approvals", "reject", Assert.Single(pending.Column("approval")))).Fine();
        Assert.Equal("CHECKPOINT_DENIED", (await call).Code);
        Assert.Equal(form, (await _gateway.NextAsync(Is("notifications/cancelled"))).GetProperty("params").GetProperty("requestId").GetRawText());
        Answer(form);
        Assert.Equal("CHECKPOINT_DENIED", (await _client.CallAsync("answer", """{"n":1}""")).Code);
        Assert.Equal(0, await _client.SentAsync("""{"n":1}"""));
    }

    [Fact]
    public async Task Form_ForTheOneWhoAsks_IsNotShownWhereDutiesAreSeparate()
    {
        Assert.Equal("APPROVAL_PENDING", (await _client.CallAsync("pid", """{"n":1}""")).Code);
        Assert.DoesNotContain(_gateway.Messages, message => Is("elicitation/create")(message));
    }

    private static Func<JsonElement, bool> Is(string name) => message => message.TryGetProperty("method", out JsonElement method) && method.GetString() == name;

    private async Task<string> FormAsync() => (await _gateway.NextAsync(Is("elicitation/create"))).GetProperty("id").GetRawText();

    private void Answer(string form) => _gateway.Send($$"""{"jsonrpc":"2.0","id":{{form}},"result":{{Yes}}}""");
}
