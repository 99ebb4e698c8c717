using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>A repeatable example (spec 4.1), from golden_tasks.yaml or, with one step, from a tool's <c>golden_cases</c>.</summary>
public sealed record GoldenTask
{
    /// <summary>Unique in its file.</summary>
    public required string Id { get; init; }

    /// <summary>happy, approval, blocked …; <c>case</c> for a golden case.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it is written.</summary>
    public required GoldenPlace Place { get; init; }

    /// <summary>Who calls; null means the bundle's default principal, else the anonymous one.</summary>
    public required Principal? Principal { get; init; }

    /// <summary>Labels of the session at the start.</summary>
    public required ImmutableArray<string> Labels { get; init; }

    /// <summary>The session's purpose; null when none.</summary>
    public required string? Purpose { get; init; }

    /// <summary>What <c>equals_env</c> sees.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>Earlier calls, reserved and committed without rows 1–20 and output checks.</summary>
    public required ImmutableArray<GoldenGiven> Given { get; init; }

    /// <summary>Calls and acts, in order; at least one.</summary>
    public required ImmutableArray<GoldenStep> Steps { get; init; }

    /// <summary>What must hold at the end; null when nothing is said.</summary>
    public required GoldenTaskExpect? Expect { get; init; }
}
