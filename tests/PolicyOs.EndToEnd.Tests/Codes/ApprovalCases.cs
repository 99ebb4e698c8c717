using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>Row 20 of spec 2.1: what people are asked.</summary>
internal static class ApprovalCases
{
    private const string Checkpoint = """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":30,"reason":"a person looks first"}}""";

    public static ImmutableArray<CodeCase> All { get; } =
    [
        CodeCase.Of(DecisionCode.ApprovalPending, b => b.Tool("answer", Checkpoint), g => g.CallAsync("answer")),
        CodeCase.Of(
            DecisionCode.CheckpointDenied,
            b => b.Tool("answer", Checkpoint),
            g => g.CallAsync("answer"),
            person: _ => new JsonObject { ["action"] = "decline" },
            options: ["--min-answer-ms", "0"]),
        CodeCase.Of(
            DecisionCode.CheckpointTimeout,
            b => b.Tool("answer", Checkpoint),
            g => g.CallAsync("answer"),
            person: _ => null,
            options: ["--approval-wait-ms", "50000"]) with { Waits = true },
        CodeCase.Of(
            DecisionCode.ApprovalMismatch,
            b => b.Tool("answer", Checkpoint),
            g => g.CallAsync("answer", meta: """{"policyos/approval":"of another call"}""")),
        CodeCase.Of(
            DecisionCode.ApprovalFlood,
            b => b.Tool("answer", Checkpoint),
            async g =>
            {
                for (int n = 1; n <= 5; n++)
                {
                    Assert.Equal("APPROVAL_PENDING", (await g.CallAsync("answer", $$"""{"n":{{n}}}""")).Code);
                }

                return await g.CallAsync("answer", """{"n":6}""");
            }),
    ];
}
