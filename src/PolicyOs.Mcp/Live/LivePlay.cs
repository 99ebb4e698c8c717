using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Live;

/// <summary>Plays one golden task through a surface, as a client and the person at it.</summary>
/// <param name="surface">The connection.</param>
/// <param name="bundle">The bundle that the task is of.</param>
/// <param name="task">The task.</param>
/// <param name="reading">How long the person takes to answer a form.</param>
internal sealed class LivePlay(ISurface surface, CompiledBundle bundle, GoldenTask task, TimeSpan reading)
{
    private GoldenApprovalDecision _answer;
    private bool _wasAsked;
    private string? _phase;
    private TimeSpan _read;
    private string? _otherwiseBefore;
    private string? _otherwise;

    /// <summary>Why a task cannot be played by a client in front of real servers; null when it can.</summary>
    public static string? WhyNot(GoldenTask task)
    {
        if (!task.Labels.IsEmpty)
        {
            return "it begins with labels, which only operators give";
        }

        foreach (GoldenStep step in task.Steps)
        {
            string? why = step switch
            {
                { Advance.Ticks: > 0 } => "it moves the clock",
                GoldenStep.Label or GoldenStep.Kill or GoldenStep.Resolve => "an operator acts in it",
                GoldenStep.Call { Approval.Decision: GoldenApprovalDecision.Timeout } => "it waits for an approval to time out",
                GoldenStep.Call { Response: GoldenResponse.Error or GoldenResponse.Lost } => "its server fails on demand",
                GoldenStep.Call { Expect.Code: "OUTPUT_SCHEMA_VIOLATION" or "OUTPUT_INVARIANT_FAILED" } => "its server answers wrongly on demand",
                _ => null,
            };
            if (why is not null)
            {
                return why;
            }
        }

        return null;
    }

    /// <summary>The first call, the latest one counted or not, whose result was another than the task has it; null without one. From it on the task may be another one than is written.</summary>
    public string? AnsweredOtherwise(bool withTheLatest) => withTheLatest ? _otherwise : _otherwiseBefore;

    /// <summary>Makes the calls that come before the steps.</summary>
    /// <returns>Null, or which of them was not let through and why.</returns>
    public async Task<string?> BeginAsync(CancellationToken stop)
    {
        surface.Person = AnswerAsync;
        await surface.ConnectAsync(stop);
        foreach (GoldenGiven given in task.Given)
        {
            LiveStep step = await CallAsync(bundle.Tools[given.Tool].Name, given.Arguments, GoldenApprovalDecision.Approve, given.Result, stop);
            if (step.Verdict != "allow" || step.Code is not null)
            {
                return $"the given call of {bundle.Tools[given.Tool].Name} was not carried out: {step.Verdict} {step.Code}: {step.Message}";
            }
        }

        return null;
    }

    /// <summary>Makes the call of a step.</summary>
    public Task<LiveStep> StepAsync(GoldenStep.Call step, CancellationToken stop) =>
        CallAsync(step.ToolName, step.Arguments, step.Approval.Decision, (step.Response as GoldenResponse.Result)?.Data, stop);

    private async Task<LiveStep> CallAsync(string tool, JsonElement arguments, GoldenApprovalDecision answer, JsonElement? recorded, CancellationToken stop)
    {
        (_answer, _wasAsked, _read, _otherwiseBefore) = (answer, false, TimeSpan.Zero, _otherwise);
        long start = TimeProvider.System.GetTimestamp();
        JsonElement message = await surface.RequestAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = JsonNode.Parse(arguments.GetRawText()) }, stop);
        TimeSpan duration = TimeProvider.System.GetElapsedTime(start) - _read;
        LiveStep step = LiveStep.Of(message);
        if (recorded is { } result && RecordedAnswer.Difference(result, message) is { } difference)
        {
            _otherwise ??= $"{tool} answered otherwise than the task has it: {difference}";
        }

        _phase = step.Phase ?? _phase;
        return step with { Duration = duration, WasAsked = _wasAsked, Phase = _phase, Tools = await ToolsAsync(stop) };
    }

    private async Task<ImmutableArray<string>> ToolsAsync(CancellationToken stop)
    {
        JsonElement list = await surface.RequestAsync("tools/list", [], stop);
        return list.TryGetProperty("result"u8, out JsonElement result)
            ? [.. result.GetProperty("tools"u8).EnumerateArray().Select(tool => tool.GetProperty("name"u8).GetString()!).Order(StringComparer.Ordinal)]
            : [];
    }

    // Where nobody is to answer, the form comes back without a decision, and the call gets a ticket. To close it would be to reject.
    private async Task<JsonObject> AnswerAsync(JsonElement form)
    {
        _wasAsked = true;
        if (_answer is not (GoldenApprovalDecision.Approve or GoldenApprovalDecision.Reject))
        {
            return new JsonObject { ["action"] = "accept", ["content"] = new JsonObject() };
        }

        // Who answers faster than a person can, is none.
        await Task.Delay(reading, TimeProvider.System);
        _read += reading;
        return new JsonObject
        {
            ["action"] = "accept",
            ["content"] = new JsonObject { ["decision"] = _answer == GoldenApprovalDecision.Approve ? "allow_once" : "deny" },
        };
    }
}
