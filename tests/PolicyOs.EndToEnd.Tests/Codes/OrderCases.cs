using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>Rows 7 to 12 of spec 2.1: what was done before, how often, in which order.</summary>
internal static class OrderCases
{
    private const string Phases =
        """{"phases":[{"name":"a","initial":true},{"name":"b","terminal":true},{"name":"c","terminal":true}],"transitions":{"a":["b","c"]}}""";

    public static ImmutableArray<CodeCase> All { get; } =
    [
        CodeCase.Of(
            DecisionCode.IdempotencyConflict,
            b => b.Tool("answer", """{"side_effect":"write","idempotency":{"key":["$.key"]}}"""),
            g => TwiceAsync(g, "answer", """{"key":"k","n":1}""", """{"key":"k","n":2}""")),
        CodeCase.Of(
            DecisionCode.IdempotencyInDoubt,
            b => b.Tool("answer", """{"side_effect":"write","idempotency":{"key":["$.key"]},"timeouts":{"total_ms":200}}"""),
            g => TwiceAsync(g, "answer", """{"key":"k","silent":1}""")),
        CodeCase.Of(DecisionCode.IdempotencyKeyRequired, b => b.Tool("answer", """{"side_effect":"write","idempotency":{}}"""), g => g.CallAsync("answer")),
        CodeCase.Of(
            DecisionCode.WrongPhase,
            b => b.Tool("answer", """{"transitions":{"valid_in_phases":["b"]}}""").Tool("echo", """{"transitions":{"valid_in_phases":["a"],"advances_to":"b"}}""")
                .Tool("pid", """{"transitions":{"valid_in_phases":["a"],"advances_to":"c"}}""").Session(Phases),
            g => g.CallAsync("answer")),
        CodeCase.Of(
            DecisionCode.IllegalTransition,
            b => b.Tool("answer", """{"transitions":{"valid_in_phases":["a"],"advances_to":"b"}}""").Tool("let_go")
                .Tool("echo", """{"transitions":{"valid_in_phases":["a"],"advances_to":"c"}}""").Session(Phases),
            async g =>
            {
                Task<ToolAnswer> held = g.CallAsync("answer", """{"hold":true}""");
                ToolAnswer refused = await g.CallAsync("echo");

                // Reserved is not yet sent: the server may hear of the second call before it has the first.
                while ((await g.CallAsync("let_go")).Text is var released && released != "1")
                {
                    Assert.Equal("0", released);
                }

                Assert.True((await held).IsFine);
                return refused;
            },
            "a call in flight advances elsewhere"),
        CodeCase.Of(DecisionCode.ForbiddenInState, b => b.Tool("answer", """{"forbids_after":["answer"]}"""), g => TwiceAsync(g, "answer", "{}")),
        CodeCase.Of(DecisionCode.SessionLimitExceeded, b => b.Tool("answer").Session("""{"session_limits":{"max_steps":1}}"""), g => TwiceAsync(g, "answer", "{}")),
        CodeCase.Of(
            DecisionCode.ToolLimitExceeded,
            b => b.Tool("answer").Session("""{"session_limits":{"max_calls_per_tool":{"answer":1}}}"""),
            g => TwiceAsync(g, "answer", "{}")),
        CodeCase.Of(
            DecisionCode.CostLimitExceeded,
            b => b.Tool("answer", """{"cost":{"fixed":1}}""").Session("""{"session_limits":{"max_cost_per_session":1.5}}"""),
            g => TwiceAsync(g, "answer", "{}")),
        CodeCase.Of(
            DecisionCode.LoopDetected,
            b => b.Tool("answer").Session("""{"session_limits":{"loop_detection":{"window":2,"threshold":2}}}"""),
            g => TwiceAsync(g, "answer", "{}")),
        CodeCase.Of(DecisionCode.RateLimited, b => b.Tool("answer", """{"rate_limit":{"max_per_hour":1,"per":"principal"}}"""), g => TwiceAsync(g, "answer", "{}")),
        CodeCase.Of(
            DecisionCode.PreconditionNotMet,
            b => b.Tool("answer", """{"preconditions":[{"requires_prior_tool":"echo"}]}""").Tool("echo"),
            g => g.CallAsync("answer")),
    ];

    private static async Task<ToolAnswer> TwiceAsync(GatewayProcess gateway, string tool, string first, string? second = null)
    {
        await gateway.CallAsync(tool, first);
        return await gateway.CallAsync(tool, second ?? first);
    }
}
