using System.Collections;
using System.Text.Json;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal;
using PolicyOs.Journal.Memory;
using PolicyOs.Testing;

namespace PolicyOs.Gateway.Tests.Approvals;

/// <summary>Rounds of one approval, against the engine and the bundled contract: what lets the call through, and what never does.</summary>
public sealed class ModernApprovalsTests : IAsyncLifetime
{
    private const string Arguments = """{"thread_id":"T-1002","team":"billing","summary":"Charged twice in October, asks for one back."}""";

    private readonly ManualTime _time = new();
    private readonly MemoryJournal _journal;
    private readonly GatewayOptions _options;
    private readonly StateSealer _sealer = new(new byte[32], previous: null);
    private Round _round = null!;

    public ModernApprovalsTests()
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

    public async ValueTask InitializeAsync() => _round = await OpenAsync("s-1", _options);

    public async ValueTask DisposeAsync()
    {
        _sealer.Dispose();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task AllowOnce_LetsTheCallThroughOnce_AsTheSameProposal()
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromSeconds(2));

        Decision allowed = await _round.RetryAsync(Arguments, state, Accept("allow_once"));

        Assert.Equal(Verdict.Allow, allowed.Verdict);
        Assert.Equal(_round.AskedBy, allowed.Events.OfType<CallReserved>().Single().CallId);
    }

    [Theory]
    [InlineData("""{"action":"accept","content":{"decision":"deny"}}""", "CHECKPOINT_DENIED")]
    [InlineData("""{"action":"decline"}""", "CHECKPOINT_DENIED")]
    [InlineData("""{"action":"cancel"}""", "CHECKPOINT_DENIED")]
    [InlineData("""{"action":"accept","content":{}}""", "APPROVAL_PENDING")]
    [InlineData("""{"action":"accept"}""", "APPROVAL_PENDING")]
    [InlineData("""{"action":"accept","content":{"decision":"Allow_Once"}}""", "APPROVAL_PENDING")]
    [InlineData("""{"action":"accept","content":{"decision":true}}""", "APPROVAL_PENDING")]
    [InlineData("""{"action":"yes","content":{"decision":"allow_once"}}""", "APPROVAL_PENDING")]
    [InlineData("[]", "APPROVAL_PENDING")]
    public async Task AnyOtherAnswer_DoesNot(string answer, string code)
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromSeconds(2));

        Decision decision = await _round.RetryAsync(Arguments, state, answer);

        Assert.Equal(code, decision.Code?.Name);
        Assert.Equal(code == "APPROVAL_PENDING", _round.Undecided is not null);
    }

    [Fact]
    public async Task AnAnswerWithinTenMilliseconds_IsNobodys()
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromMilliseconds(10));

        Decision decision = await _round.RetryAsync(Arguments, state, Accept("allow_once"));

        Assert.Equal("APPROVAL_PENDING", decision.Code?.Name);
        Assert.NotNull(_round.Undecided);
    }

    [Fact]
    public async Task AMissingAnswer_IsAskedForAgain()
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromSeconds(2));

        Decision decision = await _round.RetryAsync(Arguments, state, null);

        Assert.Equal("APPROVAL_PENDING", decision.Code?.Name);
        Assert.IsType<ClientAnswer.InputRequired>(_round.Question);
    }

    [Theory]
    [InlineData("allow_once", "TOOL_LIMIT_EXCEEDED")]
    [InlineData("deny", "APPROVAL_MISMATCH")]
    public async Task TheSameStateTwice_IsRefused_WhateverTheFirstDid(string first, string code)
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromSeconds(2));
        await _round.RetryAsync(Arguments, state, Accept(first));

        Decision again = await _round.RetryAsync(Arguments, state, Accept("allow_once"));

        // The contract allows one call, and that rule comes before approvals.
        Assert.Equal((Verdict.Deny, code), (again.Verdict, again.Code!.Name));
    }

    [Fact]
    public async Task TheSameStateTwice_AfterAnUndecidedAnswer_IsRefused()
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        await _round.RetryAsync(Arguments, state, Accept("allow_once"));
        _time.Advance(TimeSpan.FromSeconds(2));

        Decision again = await _round.RetryAsync(Arguments, state, Accept("allow_once"));

        Assert.Equal("APPROVAL_MISMATCH", again.Code?.Name);
    }

    [Fact]
    public async Task AStateOfOtherArguments_IsRefused()
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromSeconds(2));

        Decision decision = await _round.RetryAsync(Arguments.Replace("billing", "security", StringComparison.Ordinal), state, Accept("allow_once"));

        Assert.Equal("APPROVAL_MISMATCH", decision.Code?.Name);
    }

    [Fact]
    public async Task AStateOfAnotherSession_IsRefused()
    {
        string state = await _round.AskAsync(Arguments);
        Round other = await OpenAsync("s-2", _options);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("APPROVAL_MISMATCH", (await other.RetryAsync(Arguments, state, Accept("allow_once"))).Code?.Name);
    }

    [Fact]
    public async Task AStateOfAnotherPrincipal_IsRefused()
    {
        string state = await _round.AskAsync(Arguments);
        Principal own = _options.Principal;
        Round other = await OpenAsync("s-1", _options with { Principal = new("mallory", own.Type, own.Roles, own.Permissions, own.Tenant, own.Attributes) });
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("APPROVAL_MISMATCH", (await other.RetryAsync(Arguments, state, Accept("allow_once"))).Code?.Name);
    }

    [Fact]
    public async Task AStateOfAnotherBundle_IsRefused()
    {
        string state = await _round.AskAsync(Arguments);
        RequestState opened = _sealer.Open(state)!;
        _time.Advance(TimeSpan.FromSeconds(2));

        Decision decision = await _round.RetryAsync(Arguments, _sealer.Seal(opened with { PolicyVersion = new string('0', 64) }), Accept("allow_once"));

        Assert.Equal("APPROVAL_MISMATCH", decision.Code?.Name);
    }

    [Fact]
    public async Task AStateOfAnotherMethod_IsRefused()
    {
        string state = await _round.AskAsync(Arguments);
        RequestState opened = _sealer.Open(state)!;
        _time.Advance(TimeSpan.FromSeconds(2));

        Decision decision = await _round.RetryAsync(Arguments, _sealer.Seal(opened with { Method = "prompts/get" }), Accept("allow_once"));

        Assert.Equal("APPROVAL_MISMATCH", decision.Code?.Name);
    }

    [Fact]
    public async Task AChangedState_IsRefused()
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromSeconds(2));

        Decision decision = await _round.RetryAsync(Arguments, state[..^3] + "AAA", Accept("allow_once"));

        Assert.Equal("APPROVAL_MISMATCH", decision.Code?.Name);
    }

    [Fact]
    public async Task AnExpiredState_IsRefusedAsATimeout()
    {
        string state = await _round.AskAsync(Arguments);
        _time.Advance(TimeSpan.FromMinutes(6));

        Decision decision = await _round.RetryAsync(Arguments, state, Accept("allow_once"));

        Assert.Equal("CHECKPOINT_TIMEOUT", decision.Code?.Name);
    }

    [Fact]
    public async Task AClientThatShowsNoForms_IsNotAsked()
    {
        Decision decision = await _round.ProposeAsync(Arguments, canElicit: false);

        Assert.Equal("APPROVAL_PENDING", decision.Code?.Name);
        Assert.Null(_round.Question);
    }

    private static string Accept(string decision) => $$$"""{"action":"accept","content":{"decision":"{{{decision}}}"}}""";

    private async Task<Round> OpenAsync(string id, GatewayOptions options)
    {
        var belief = new OperatorBelief(_journal, StreamNames.Bundle(options.Bundle.Name));
        var tenant = new TenantLedger(StreamNames.Tenant(options.Principal.Tenant), options.Bundle, _journal, belief, new());
        var everyone = new TenantLedger(StreamNames.Everyone, options.Bundle, _journal, belief, new());
        await tenant.CatchUpAsync(CancellationToken.None);
        var session = new GatewaySession(id, options, _journal, tenant, everyone, belief);
        Assert.Null(await session.OpenAsync());
        var round = new Round(session, new ModernApprovals(session, _sealer, options), options);
        await round.ReadThreadAsync();
        return round;
    }

    /// <summary>What the pipeline does with a call that needs an approval, without a server.</summary>
    private sealed class Round(GatewaySession session, ModernApprovals rounds, GatewayOptions options)
    {
        private int _lastCall;

        public string AskedBy { get; private set; } = "";

        public string? Undecided { get; private set; }

        public ClientAnswer? Question { get; private set; }

        public async Task ReadThreadAsync()
        {
            Decided decided = await session.DecideAsync(Proposal("read_thread", """{"thread_id":"T-1002"}"""), null);
            JsonElement result = JsonElement.Parse("""{"content":[],"structuredContent":{"thread_id":"T-1002","subject":"s","from":"a@b.example","status":"open","messages":[]}}""");
            Assert.True(decided.Decision.Verdict == Verdict.Allow, decided.Decision.Message);
            await session.SettleAsync(decided.Decision.Events.OfType<CallReserved>().Single(), new CallOutcome.Answered(result, null));
        }

        public async Task<Decision> ProposeAsync(string arguments, bool canElicit = true) => await DecideAsync(Proposal("create_handoff", arguments), Call(arguments, null, null, canElicit));

        public async Task<string> AskAsync(string arguments)
        {
            Decision decision = await ProposeAsync(arguments);
            Assert.Equal(Verdict.Ask, decision.Verdict);
            AskedBy = decision.Approval!.CallId;
            return Assert.IsType<ClientAnswer.InputRequired>(Question).State;
        }

        public async Task<Decision> RetryAsync(string arguments, string state, string? answer)
        {
            CallRequest call = Call(arguments, state, answer, canElicit: true);
            (CallProposal proposal, Undecided) = await rounds.ContinueAsync(call, Proposal("create_handoff", arguments));
            return await DecideAsync(proposal, call);
        }

        private async Task<Decision> DecideAsync(CallProposal proposal, CallRequest call)
        {
            Decision decision = (await session.DecideAsync(proposal, null)).Decision;
            Question = decision.Verdict == Verdict.Ask && Undecided is null ? rounds.Ask(decision.Approval!, proposal, call) : null;
            return decision;
        }

        private CallProposal Proposal(string tool, string arguments)
        {
            Tool declared = session.Bundle.Tools[session.Bundle.ToolNumbers[tool]];
            ToolDefinition definition = ToolDefinition.Compile(declared, JsonElement.Parse("""{"name":"x","inputSchema":{"type":"object"}}"""));
            string number = (++_lastCall).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return ProposalBuilder.Build(
                session.Bundle, declared, definition, tool, JsonElement.Parse(arguments), default, options.Principal.Tenant, "call-" + number, "approval-" + number, new byte[32]);
        }

        private static CallRequest Call(string arguments, string? state, string? answer, bool canElicit)
        {
            string rest = (state is null ? "" : $",\"requestState\":\"{state}\"") + (answer is null ? "" : $",\"inputResponses\":{{\"policyos/approval\":{answer}}}");
            JsonElement capabilities = JsonElement.Parse(canElicit ? """{"elicitation":{}}""" : "{}");
            var channel = new ModernChannel(new("2026-07-28", null, capabilities), new LineReply(new MessageSink(Stream.Null)));
            return CallRequest.Read(JsonElement.Parse("{\"name\":\"create_handoff\",\"arguments\":" + arguments + rest + "}"), channel).Call!;
        }
    }
}
