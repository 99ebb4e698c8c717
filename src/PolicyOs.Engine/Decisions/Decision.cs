using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.Decisions;

/// <summary>The decision on one call (spec 2.2).</summary>
public sealed record Decision
{
    /// <summary>allow · deny · ask · wait.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Null for an allow.</summary>
    public required DecisionCode? Code { get; init; }

    /// <summary>The name of the check that decided.</summary>
    public required string Check { get; init; }

    /// <summary>Plain words: tool, path, rule, and what would make it pass where that reveals nothing secret.</summary>
    public required string Message { get; init; }

    /// <summary>The author's own words, from the contract; null when there are none.</summary>
    public string? Reason { get; init; }

    /// <summary>The tool's exposed name, as the client wrote it.</summary>
    public required string Tool { get; init; }

    /// <summary>The path of the rule.</summary>
    public string? Path { get; init; }

    /// <summary>What the rule asks for.</summary>
    public string? Expected { get; init; }

    /// <summary>What was found, masked.</summary>
    public string? Actual { get; init; }

    /// <summary>What the client can do about it.</summary>
    public required Recoverability Recoverability { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The approval that is asked for, or that let the call through.</summary>
    public Approval? Approval { get; init; }

    /// <summary>The id of the call whose recorded result answers this one; null when it is no replay.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>The bundle's digest.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The sequence that the session's stream had.</summary>
    public required long StateVersion { get; init; }

    /// <summary>Every check that ran, in order.</summary>
    public required ImmutableArray<CheckTrace> Trace { get; init; }

    /// <summary>In advise and observe: what enforce would have said; null when the same.</summary>
    public Decision? Would { get; init; }

    /// <summary>What to append before acting on the decision: call.denied, call.asked with approval.requested, call.reserved or call.replayed; empty for a wait.</summary>
    public required ImmutableArray<EngineEvent> Events { get; init; }
}
