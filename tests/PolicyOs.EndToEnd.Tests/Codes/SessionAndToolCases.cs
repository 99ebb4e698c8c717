using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>Rows 1 to 6 of spec 2.1: the session, the tool, its arguments, who may.</summary>
internal static class SessionAndToolCases
{
    private const string Key = "AKIA" + "IOSFODNN7EXAMPLE";

    public static ImmutableArray<CodeCase> All { get; } =
    [
        CodeCase.Of(
            DecisionCode.CircuitBreakerTripped,
            b => b.Tool("answer").Session("""{"session_limits":{"circuit_breaker":{"consecutive_blocks":2}}}"""),
            async g =>
            {
                await g.CallAsync("nothing");
                await g.CallAsync("nothing");
                return await g.CallAsync("answer");
            }),
        CodeCase.Of(DecisionCode.ToolBlocked, b => b.Tool("answer").Agent("""{"blocked_tools":["echo"]}"""), g => g.CallAsync("echo")),
        CodeCase.Of(DecisionCode.UnknownAction, b => b.Tool("answer"), g => g.CallAsync("echo")),
        CodeCase.Of(DecisionCode.ToolNotAllowed, b => b.Tool("answer").Declared("echo"), g => g.CallAsync("echo")),
        CodeCase.Of(DecisionCode.ToolQuarantined, b => b.Tool("hidden"), g => g.CallAsync("hidden")),
        CodeCase.Of(
            DecisionCode.ContractViolation,
            b => b.Tool("answer", declared: """{"input_schema":{"type":"object","properties":{"n":{"type":"integer"}}}}"""),
            g => g.CallAsync("answer", """{"n":1,"more":2}""")),
        CodeCase.Of(DecisionCode.SecretInArguments, b => b.Tool("answer"), g => g.CallAsync("answer", $$"""{"text":"use {{Key}}"}""")),
        CodeCase.Of(
            DecisionCode.LabelGateDenied,
            b => b.Tool("answer").Tool("echo", """{"labels":{"add":["seen"]}}""")
                .Session("""{"policy":{"default_deny":false,"rules":[],"label_gates":[{"when_label":"seen","deny_tools":["answer"],"reason":"it was seen"}]}}"""),
            async g =>
            {
                await g.CallAsync("echo");
                return await g.CallAsync("answer");
            }),
        CodeCase.Of(
            DecisionCode.PolicyDenied,
            b => b.Tool("answer").Agent("""{"default_principal":{"id":"a","type":"agent"}}""")
                .Session("""{"policy":{"default_deny":false,"rules":[{"deny":{"principal":{"path":"$.type","equals":"agent"},"tools":["answer"]}}]}}"""),
            g => g.CallAsync("answer")),
        CodeCase.Of(
            DecisionCode.PermissionDenied,
            b => b.Tool("answer", """{"required_permissions":["answers:read"]}""").Agent("""{"default_principal":{"id":"a","type":"agent","roles":["reader"]}}""")
                .Write("policies/roles.yaml", """{"schema_version":"1.0","roles":[{"role":"reader","permissions":[]},{"role":"asker","permissions":["answers:read"]}]}"""),
            g => g.CallAsync("answer")),
        CodeCase.Of(
            DecisionCode.PurposeDenied,
            b => b.Tool("answer", """{"allowed_intents":["support"]}""").Session("""{"purpose":["support","audit"]}"""),
            g => g.CallAsync("answer"),
            options: ["--purpose", "audit"]),
        CodeCase.Of(DecisionCode.RiskGateBlocked, b => b.Tool("answer", """{"side_effect":"destructive"}"""), g => g.CallAsync("answer")),
    ];
}
