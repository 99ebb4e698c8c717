using System.Collections.Immutable;
using System.Globalization;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.State;

namespace PolicyOs.Verification.Golden;

/// <summary>What a golden task expects beside what a client of a real gateway saw: judged by the same rules as on the engine alone.</summary>
public static class LiveExpectation
{
    /// <summary>Every expectation of a step that does not hold.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="call">The step.</param>
    /// <param name="step">Its index.</param>
    /// <param name="verdict">What the client was told.</param>
    /// <param name="code">The decision's or the outcome's; null when there is none.</param>
    /// <param name="message">In words; null when there are none.</param>
    /// <param name="evidence">Of the settlement.</param>
    /// <param name="phase">The session's phase after it; -1 without phases.</param>
    /// <param name="duration">From the request to the answer.</param>
    public static IEnumerable<GoldenMismatch> Step(
        CompiledBundle bundle, GoldenStep.Call call, int step, Verdict verdict, string? code, string? message, Evidence evidence, int phase, TimeSpan duration)
    {
        IEnumerable<GoldenMismatch> mismatches = StepExpectation.Check(bundle, call, step, new(verdict, code, message, evidence, []), phase);
        return call.Expect?.MaxDuration is { } most && duration > most
            ? mismatches.Append(new(call.Place, step + 1, "max_ms", Milliseconds(most), Milliseconds(duration), message, []))
            : mismatches;
    }

    /// <summary>Every expectation of a whole task that does not hold.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="task">The task.</param>
    /// <param name="expect">What it expects.</param>
    /// <param name="session">The fold of the session's stream.</param>
    /// <param name="visible">Numbers of the tools that are listed.</param>
    /// <param name="events">Types of the call.* and approval.* events of the steps, in order.</param>
    public static IEnumerable<GoldenMismatch> End(
        CompiledBundle bundle, GoldenTask task, GoldenTaskExpect expect, SessionState session, ImmutableArray<int> visible, ImmutableArray<string> events) =>
        FinalExpectation.Check(bundle, session, visible, events, task, expect);

    private static string Milliseconds(TimeSpan time) => Math.Ceiling(time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
