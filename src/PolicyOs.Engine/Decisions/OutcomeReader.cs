using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Decisions;

/// <summary>Reads outcomes (spec 2.4).</summary>
internal static class OutcomeReader
{
    // JSON-RPC 2.0, section 5.1: the server did not know the method or took the parameters for invalid, so it did nothing.
    private const int MethodNotFound = -32601;
    private const int InvalidParams = -32602;

    public static OutcomeReading Read(CompiledBundle bundle, Tool tool, Facts facts, CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered answered => Answered(bundle, tool, facts, answered),
        CallOutcome.RpcError error => Error(tool, facts, new UpstreamError(error.Code.ToString(CultureInfo.InvariantCulture), error.Message, null)) with
        {
            Message = $"the server answered with error {error.Code}",
            MayHaveActed = error.Code is not (MethodNotFound or InvalidParams) && !IsAllowed(tool, new UpstreamError(error.Code.ToString(CultureInfo.InvariantCulture), error.Message, null)),
        },
        CallOutcome.RateLimited limited => Wrong(DecisionCode.RateLimited, "the server takes no more calls for now", mayHaveActed: false) with
        {
            CountsError = false,
            RetryAfter = limited.RetryAfter,
        },
        CallOutcome.TimedOut => Wrong(DecisionCode.ToolTimeout, $"no answer came within {tool.Contract!.TotalTimeout.TotalMilliseconds} ms"),
        CallOutcome.ConnectionLost => Wrong(DecisionCode.UpstreamUnavailable, "the connection to the server was lost before the answer came"),
        CallOutcome.NeverSent => Wrong(DecisionCode.UpstreamUnavailable, "the server could not be reached", mayHaveActed: false) with { IsSent = false },
        CallOutcome.Unauthorized => Wrong(
            DecisionCode.UpstreamUnauthorized,
            $"the server refused the gateway's credential{(tool.AuthScopes.IsEmpty ? string.Empty : $" (scopes {string.Join(", ", tool.AuthScopes)})")}; {bundle.Servers[tool.Server].Owner ?? bundle.Owner} owns it",
            mayHaveActed: false),
        CallOutcome.Cancelled => Wrong(DecisionCode.Cancelled, "the call was cancelled before the answer came") with { CountsError = false },
        CallOutcome.ProtocolError => Wrong(DecisionCode.UpstreamProtocolError, "the server's answer broke the protocol"),
        CallOutcome.TooLarge => Wrong(DecisionCode.ResultTooLarge, "the server's answer was larger than a message may be"),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is not known"),
    };

    private static OutcomeReading Wrong(DecisionCode code, string message, bool mayHaveActed = true) =>
        new() { IsSent = true, Code = code, Message = message, MayHaveActed = mayHaveActed };

    private static OutcomeReading Answered(CompiledBundle bundle, Tool tool, Facts facts, CallOutcome.Answered answered)
    {
        JsonElement data = ResultData.Of(answered.Result);
        if (answered.Result.ValueKind == JsonValueKind.Object
            && answered.Result.TryGetProperty("isError"u8, out JsonElement isError) && isError.ValueKind == JsonValueKind.True)
        {
            return Error(tool, facts, new UpstreamError(CodeOf(data), ResultData.TextOf(answered.Result, out _), data)) with { Data = data };
        }

        ToolContract contract = tool.Contract!;
        var reading = new OutcomeReading
        {
            IsSent = true,
            IsSuccess = true,
            Data = data,
            OutputChecked = answered.OutputSchemaEvaluated || answered.OutputSchemaViolation is not null || !contract.OutputInvariants.IsEmpty,
        };
        if (answered.OutputSchemaViolation is { } violation)
        {
            return Withheld(reading, DecisionCode.OutputSchemaViolation, $"the result does not fit the output schema ({violation}) and is withheld");
        }

        var scope = new Scope(facts.Environment, facts.Session.SlotValues);
        return InvariantEvaluator.FirstFailure(contract.OutputInvariants, data, scope) is { } failure
            ? Withheld(
                reading,
                DecisionCode.OutputInvariantFailed,
                $"the result is withheld: {PathText.Of(failure.Invariant.Path)} must {OperatorText.Of(failure.Operator, bundle)} (output_invariants)")
            : reading;
    }

    private static OutcomeReading Withheld(OutcomeReading reading, DecisionCode code, string message) =>
        reading with { IsSuccess = false, MayHaveActed = true, FailsOutputCheck = true, Code = code, Message = message };

    private static OutcomeReading Error(Tool tool, Facts facts, UpstreamError error)
    {
        bool isAllowed = IsAllowed(tool, error);
        return new OutcomeReading
        {
            IsSent = true,
            MayHaveActed = !isAllowed,
            Code = isAllowed ? null : DecisionCode.ExecutionError,
            Message = "the server answered with an error",
            CountsError = !isAllowed,
            Class = tool.Errors.FirstOrDefault(c => error.Matches(c.Match, facts)),
        };
    }

    private static bool IsAllowed(Tool tool, UpstreamError error) => tool.Contract!.AllowedErrors.Any(error.Matches);

    private static string? CodeOf(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty("code"u8, out JsonElement code)
            ? code.ValueKind switch
            {
                JsonValueKind.String => code.GetString(),
                JsonValueKind.Number => code.GetRawText(),
                _ => null,
            }
            : null;
}
