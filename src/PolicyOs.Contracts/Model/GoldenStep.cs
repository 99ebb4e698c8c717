using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Contracts.Model;

/// <summary>One step of a golden task. A closed hierarchy.</summary>
public abstract record GoldenStep
{
    private GoldenStep()
    {
    }

    /// <summary>Where it is written.</summary>
    public required GoldenPlace Place { get; init; }

    /// <summary>How far the clock moves before the step.</summary>
    public required TimeSpan Advance { get; init; }

    /// <summary>A call.</summary>
    /// <param name="ToolName">As written.</param>
    /// <param name="Tool">Tool number; -1 for a name that is not declared.</param>
    /// <param name="Arguments">A JSON object.</param>
    /// <param name="Response">What a recorded upstream answers; null when the task says nothing, which is an empty result.</param>
    /// <param name="Approval">What becomes of an approval.</param>
    /// <param name="Expect">What must hold; null when nothing is said.</param>
    public sealed record Call(
        string ToolName, int Tool, JsonElement Arguments, GoldenResponse? Response, GoldenApproval Approval, GoldenStepExpect? Expect) : GoldenStep;

    /// <summary>An operator adds a label.</summary>
    public sealed record Label(string Name) : GoldenStep;

    /// <summary>An operator kills the session.</summary>
    public sealed record Kill : GoldenStep;

    /// <summary>An operator resolves a call in doubt.</summary>
    /// <param name="Steps">Indexes in <see cref="GoldenTask.Steps"/>, rising: of the call, or of every call of its tool; the latest in doubt is meant.</param>
    /// <param name="WasExecuted">Whether it did its work.</param>
    public sealed record Resolve(ImmutableArray<int> Steps, bool WasExecuted) : GoldenStep;
}
