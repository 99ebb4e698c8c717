using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Values;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>What a server answered to a recorded call, as the outcome that the engine settles.</summary>
internal static class RecordedOutcome
{
    /// <summary>The outcome, and why it cannot be said where it is null.</summary>
    /// <param name="bundle">The other bundle.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="definition">Its schemas by the other bundle.</param>
    /// <param name="isSameOutput">Whether its output schema is the one that the result was held against.</param>
    /// <param name="settled">How the call was settled.</param>
    /// <param name="records">What was kept.</param>
    public static async ValueTask<(CallOutcome? Outcome, string? Why)> OfAsync(
        CompiledBundle bundle, Tool tool, ToolDefinition definition, bool isSameOutput, RecordedEvent settled, IKeptRecords records)
    {
        string call = settled.Text("call")!;
        string? code = settled.Text("code");
        if (await records.ResultAsync(call) is var (result, isWhole))
        {
            return Answered(bundle, tool, definition, isSameOutput, result, isWhole, code);
        }

        if (await records.FailureAsync(call) is var (number, message))
        {
            return (new CallOutcome.RpcError(number, message), null);
        }

        bool mayHaveBeenSent = RecordedCall.KindOf(settled) != CallSettlement.Failed || tool.Contract!.SideEffect == SideEffect.Read;
        CallOutcome? known = code switch
        {
            "TOOL_TIMEOUT" => new CallOutcome.TimedOut(),
            "UPSTREAM_UNAVAILABLE" => mayHaveBeenSent ? new CallOutcome.ConnectionLost("as recorded") : new CallOutcome.NeverSent("as recorded"),
            "RATE_LIMITED" => new CallOutcome.RateLimited(null),
            "UPSTREAM_UNAUTHORIZED" => new CallOutcome.Unauthorized("as recorded"),
            "CANCELLED" => new CallOutcome.Cancelled(),
            "UPSTREAM_PROTOCOL_ERROR" => new CallOutcome.ProtocolError("as recorded"),
            "RESULT_TOO_LARGE" => new CallOutcome.TooLarge(0),
            _ => null,
        };
        return known is null ? (null, $"the result of {tool.Name} was not kept") : (known, null);
    }

    private static (CallOutcome? Outcome, string? Why) Answered(
        CompiledBundle bundle, Tool tool, ToolDefinition definition, bool isSameOutput, JsonElement result, bool isWhole, string? code)
    {
        bool isError = result.ValueKind == JsonValueKind.Object && result.TryGetProperty("isError"u8, out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        if (isWhole)
        {
            return (isError ? new CallOutcome.Answered(result, null) : new(result, definition.CheckOutput(result), definition.HasOutputSchema), null);
        }

        if (UnknownRows.HidesResult(bundle, tool.Contract!, KeptDocument.Masked(ResultData.Of(result))))
        {
            return (null, $"{tool.Name} is settled by a part of its result that was kept masked");
        }

        if (isError || !definition.HasOutputSchema)
        {
            return (new CallOutcome.Answered(result, null), null);
        }

        return isSameOutput
            ? (new CallOutcome.Answered(result, code == DecisionCode.OutputSchemaViolation.Name ? "as recorded" : null, OutputSchemaEvaluated: true), null)
            : (null, $"the output schema of {tool.Name} may differ, and a part of its result was kept masked");
    }
}
