using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.State;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Mcp.Live;

/// <summary><c>policyos test --live</c>: one golden task after the other through a real gateway to the bundle's own servers (spec 4.1).</summary>
internal static class LiveRunner
{
    /// <summary>Runs one task.</summary>
    /// <returns>How it went; or why it could not be played.</returns>
    /// <exception cref="SurfaceException">The gateway cannot be started, or broke off.</exception>
    public static async Task<(GoldenResult Result, string? Skipped)> RunAsync(CompiledBundle bundle, GoldenTask task, CancellationToken stop)
    {
        if (LivePlay.WhyNot(task) is { } why)
        {
            return (new(task, []), why);
        }

        await using var gateway = new LiveGateway(bundle, task);
        var play = new LivePlay(gateway.Surface, bundle, task, TimeSpan.Zero);
        if (await play.BeginAsync(stop) is { } notGiven)
        {
            return (new(task, []), notGiven);
        }

        (SessionState state, long before, _) = await gateway.ReadAsync(0);
        var mismatches = ImmutableArray.CreateBuilder<GoldenMismatch>();
        ImmutableArray<string> tools = [];
        for (int number = 0; number < task.Steps.Length; number++)
        {
            var call = (GoldenStep.Call)task.Steps[number];
            LiveStep step = await play.StepAsync(call, stop);
            if (step.Verdict == "ask" && call.Approval.Decision != GoldenApprovalDecision.None && (!step.WasAsked || call.Expect?.Verdict == GoldenVerdict.Allow))
            {
                return (new(task, []), $"step {number + 1} is decided by operators{(step.WasAsked ? " as well" : ", not by the person at the client")}");
            }

            (state, _, _) = await gateway.ReadAsync(before);
            tools = step.Tools;
            mismatches.AddRange(LiveExpectation.Step(
                bundle, call, number, Enum.Parse<Verdict>(step.Verdict, ignoreCase: true), step.Code, step.Message, Enum.Parse<Evidence>(step.Evidence, ignoreCase: true), state.Phase, step.Duration));
            if (mismatches.Count > 0 && play.AnsweredOtherwise(withTheLatest: false) is { } otherwise)
            {
                return (new(task, []), otherwise);
            }
        }

        if (task.Expect is { } expect)
        {
            (state, _, ImmutableArray<string> events) = await gateway.ReadAsync(before);
            mismatches.AddRange(LiveExpectation.End(bundle, task, expect, state, [.. tools.Select(tool => bundle.ToolNumbers[tool])], events));
            if (mismatches.Count > 0 && play.AnsweredOtherwise(withTheLatest: true) is { } otherwise)
            {
                return (new(task, []), otherwise);
            }
        }

        return (new(task, mismatches.ToImmutable()), null);
    }
}
