using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>What goes wrong with a call that was let through, and requests that are no calls (spec 2.1, around Decide).</summary>
internal static class OutcomeCases
{
    public static ImmutableArray<CodeCase> All { get; } =
    [
        CodeCase.Of(DecisionCode.ResourceNotAllowed, b => b.Tool("answer"), async g => new(await g.RequestAsync("resources/read", """{"uri":"file:///etc/passwd"}"""))),
        CodeCase.Of(DecisionCode.PromptNotAllowed, b => b.Tool("answer"), async g => new(await g.RequestAsync("prompts/get", """{"name":"any"}"""))),
        CodeCase.Of(
            DecisionCode.UpstreamUnavailable,
            b => b.Server("absent", "dies").Tool("answer").Tool("echo", server: "absent"),
            g => g.CallAsync("echo"),
            "a server that is not there"),
        CodeCase.Of(DecisionCode.UpstreamUnavailable, b => b.Tool("die_write", """{"side_effect":"write"}"""), g => g.CallAsync("die_write"), "a server that ends"),
        CodeCase.Of(DecisionCode.UpstreamProtocolError, b => b.Tool("duplicate_keys"), g => g.CallAsync("duplicate_keys")),
        CodeCase.Of(DecisionCode.ToolTimeout, b => b.Tool("slow", """{"timeouts":{"total_ms":200}}"""), g => g.CallAsync("slow")),
        CodeCase.Of(DecisionCode.ExecutionError, b => b.Tool("tool_error"), g => g.CallAsync("tool_error")),
        CodeCase.Of(
            DecisionCode.OutputInvariantFailed,
            b => b.Tool("answer", """{"assertions":{"input_invariants":[],"output_invariants":[{"path":"$.status","equals":"done"}]}}"""),
            g => g.CallAsync("answer", """{"result":{"content":[],"structuredContent":{"status":"half done"}}}""")),
        CodeCase.Of(
            DecisionCode.OutputSchemaViolation,
            b => b.Tool("answer", declared: """{"output_schema":{"type":"object","required":["status"]}}"""),
            g => g.CallAsync("answer", """{"result":{"content":[],"structuredContent":{}}}""")),
        CodeCase.Of(DecisionCode.ResultTooLarge, b => b.Tool("long_line"), g => g.CallAsync("long_line")),
    ];
}
