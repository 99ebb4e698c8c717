using System.Collections;
using System.Text.Json;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Pipeline;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal;
using PolicyOs.Journal.Memory;
using PolicyOs.Testing;

namespace PolicyOs.Gateway.Tests.Pipeline;

/// <summary>A request whose server asked waits ten minutes for its client, and for nobody else's.</summary>
public sealed class ParkedCallsTests : IAsyncLifetime
{
    private const string Params = """{"name":"t","arguments":{"a":1}}""";

    private readonly ManualTime _time = new();
    private readonly MemoryJournal _journal;
    private readonly GatewayOptions _options;
    private readonly StateSealer _sealer = new(new byte[32], previous: null);
    private readonly TaskCompletionSource<string> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ParkedCalls _calls = null!;

    public ParkedCallsTests()
    {
        CompiledBundle bundle = BundleLoader.Load(Path.Combine(RepositoryRoot.Path, "bundles", "inbox-triage")).Bundle!;
        _options = new()
        {
            Bundle = bundle,
            Principal = bundle.AgentContract.DefaultPrincipal!,
            Purpose = null,
            Mode = EnforcementMode.Enforce,
            KeepRecords = false,
            Self = new("policyos", []),
            Environment = new Hashtable(),
            Time = _time,
            NewId = _ => Guid.NewGuid(),
        };
        _journal = new(new JournalOptions("policyos/test", _time, _ => Guid.NewGuid()));
    }

    public async ValueTask InitializeAsync() => _calls = await OpenAsync("s-1", _options);

    public async ValueTask DisposeAsync()
    {
        _sealer.Dispose();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task Answer_WithinTenMinutes_GoesToTheServerWithItsOwnState()
    {
        string state = await ParkAsync();
        _time.Advance(TimeSpan.FromMinutes(9));

        await RetryAsync(_calls, state);

        Assert.Equal("""{"x":1} server's own""", await _outcome.Task);
    }

    [Fact]
    public async Task Client_ThatStaysAwayForTenMinutes_HasTakenItsRequestBack()
    {
        string state = await ParkAsync();

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("cancelled", await _outcome.Task);
        Assert.Equal("refused", await RetryAsync(_calls, state));
    }

    [Fact]
    public async Task End_OfTheSession_TakesBackWhatIsParked()
    {
        await ParkAsync();
        await _calls.EndAsync();
        Assert.Equal("cancelled", await _outcome.Task);
    }

    [Fact]
    public async Task State_OfAnotherSessionOrPrincipal_IsNotTaken_AndStaysGood()
    {
        string state = await ParkAsync();
        Principal own = _options.Principal;
        ParkedCalls otherSession = await OpenAsync("s-2", _options);
        ParkedCalls otherPrincipal = await OpenAsync(
            "s-1", _options with { Principal = new("mallory", own.Type, own.Roles, own.Permissions, own.Tenant, own.Attributes) });

        Assert.Equal("refused", await RetryAsync(otherSession, state));
        Assert.Equal("refused", await RetryAsync(otherPrincipal, state));
        Assert.False(_outcome.Task.IsCompleted);

        Assert.Equal("done", await RetryAsync(_calls, state));
    }

    private async Task<string> ParkAsync()
    {
        ModernChannel channel = NewChannel();
        ClientAnswer answer = await _calls.ServeAsync("tools/call", JsonElement.Parse(Params), channel, taken => RunAsync(channel, taken), CancellationToken.None);
        return Assert.IsType<ClientAnswer.InputRequired>(answer).State;
    }

    // What a pipeline does whose server asks once.
    private async Task<ClientAnswer> RunAsync(ModernChannel channel, CancellationToken taken)
    {
        try
        {
            var question = new Question("s/q", "elicitation/create", static w => w.WriteString("message"u8, "?"u8));
            Answers answers = await channel.AskAsync(new([question], "server's own"), taken);
            _outcome.SetResult($"{Assert.IsType<RpcAnswer.Result>(answers.All[0]).Value} {answers.State}");
            return new ClientAnswer.Error(1, "done");
        }
        catch (OperationCanceledException)
        {
            _outcome.SetResult("cancelled");
            return new ClientAnswer.Nothing();
        }
    }

    private static async Task<string> RetryAsync(ParkedCalls calls, string state)
    {
        JsonElement parameters = JsonElement.Parse($"{Params[..^1]},\"requestState\":\"{state}\",\"inputResponses\":{{\"s/q\":{{\"x\":1}}}}}}");
        ClientAnswer answer = await calls.ServeAsync(
            "tools/call", parameters, NewChannel(), _ => Task.FromResult<ClientAnswer>(new ClientAnswer.Error(2, "refused")), CancellationToken.None);
        return Assert.IsType<ClientAnswer.Error>(answer).Message;
    }

    private static ModernChannel NewChannel() =>
        new(new("2026-07-28", null, JsonElement.Parse("""{"elicitation":{}}""")), new LineReply(new MessageSink(Stream.Null)));

    private async Task<ParkedCalls> OpenAsync(string id, GatewayOptions options)
    {
        var belief = new OperatorBelief(_journal, StreamNames.Bundle(options.Bundle.Name));
        var tenant = new TenantLedger(StreamNames.Tenant(options.Principal.Tenant), options.Bundle, _journal, belief, new());
        var everyone = new TenantLedger(StreamNames.Everyone, options.Bundle, _journal, belief, new());
        var session = new GatewaySession(id, options, _journal, tenant, everyone, belief);
        Assert.Null(await session.OpenAsync());
        return new ParkedCalls(session, _sealer, new byte[32], options);
    }
}
