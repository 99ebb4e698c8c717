using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>Rows 13 to 19 of spec 2.1: the values of arguments, alone and against others.</summary>
internal static class ValueCases
{
    private const string Reference = """{"binds":[{"name":"ticket","source":"arguments","path":"$.ticket"}]}""";
    private const string Referring = """{"argument_value_invariants":[{"path":"$.ticket","ref":"ticket"}]}""";
    private const string Envelope =
        """{"envelopes":[{"name":"ceiling","stages":[{"tool":"echo","path":"$.most","role":"ceiling"},{"tool":"answer","path":"$.n","role":"constrained"}],"constraint":"lte_ceiling","reason":"no more than was said"}]}""";

    public static ImmutableArray<CodeCase> All { get; } =
    [
        CodeCase.Of(
            DecisionCode.InputInvariantFailed,
            b => b.Tool("answer", """{"assertions":{"input_invariants":[{"path":"$.n","gte":5}],"output_invariants":[]}}"""),
            g => g.CallAsync("answer", """{"n":4}""")),
        CodeCase.Of(
            DecisionCode.ArgumentValueMismatch,
            b => b.Tool("answer", """{"argument_value_invariants":[{"path":"$.n","lte":5}]}"""),
            g => g.CallAsync("answer", """{"n":5.0000000000000000001}""")),
        CodeCase.Of(DecisionCode.RefUnbound, b => b.Tool("answer", Referring).Tool("echo", Reference), g => g.CallAsync("answer", """{"ticket":"T-1"}""")),
        CodeCase.Of(
            DecisionCode.RefMismatch,
            b => b.Tool("answer", Referring).Tool("echo", Reference),
            async g =>
            {
                await g.CallAsync("echo", """{"ticket":"T-1"}""");
                return await g.CallAsync("answer", """{"ticket":"T-2"}""");
            }),
        CodeCase.Of(
            DecisionCode.AggregateViolation,
            b => b.Tool("answer").Session("""{"aggregates":[{"name":"total","metric":"sum","tool":"answer","path":"$.n","lte":10,"reason":"ten is enough"}]}"""),
            async g =>
            {
                await g.CallAsync("answer", """{"n":9.99}""");
                return await g.CallAsync("answer", """{"n":0.02}""");
            }),
        CodeCase.Of(
            DecisionCode.EnvelopeViolation,
            b => b.Tool("answer").Tool("echo").Session(Envelope),
            async g =>
            {
                await g.CallAsync("echo", """{"most":5}""");
                return await g.CallAsync("answer", """{"n":6}""");
            }),
        CodeCase.Of(DecisionCode.EnvelopeReferenceMissing, b => b.Tool("answer").Tool("echo").Session(Envelope), g => g.CallAsync("answer", """{"n":6}""")),
        CodeCase.Of(
            DecisionCode.RuleDenied,
            b => b.Tool("answer").Write(
                "policies/rules.yaml",
                """{"schema_version":"1.0","rules":[{"id":"small","applies_to":["answer"],"condition":"input.n < 5","effect":"deny","message":"only small ones"}]}"""),
            g => g.CallAsync("answer", """{"n":6}""")),
        CodeCase.Of(
            DecisionCode.ExecutionConstraintViolated,
            b => b.Tool("answer", """{"execution_constraints":{"arguments":[{"path":"$.n","lte":5}]}}"""),
            g => g.CallAsync("answer", """{"n":6}""")),
    ];
}
