using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.Decisions;

/// <summary>How a call settles, and what the client is told (spec 2.4, 2.6).</summary>
public sealed record Settlement
{
    /// <summary>call.committed, call.failed or call.in_doubt, to be appended to <see cref="EngineEvent.Streams"/>.</summary>
    public required EngineEvent Event { get; init; }

    /// <summary>Which of the three.</summary>
    public required CallSettlement Kind { get; init; }

    /// <summary>What went wrong; null when nothing, also for an upstream error that <c>allowed_errors</c> names.</summary>
    public required DecisionCode? Code { get; init; }

    /// <summary>In plain words for person and model; null when nothing went wrong.</summary>
    public required string? Message { get; init; }

    /// <summary>What the client can do about it; meaningful with a <see cref="Code"/>.</summary>
    public required Recoverability Recoverability { get; init; }

    /// <summary>What proves the effect.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Whether the result must not reach the client: it failed its output check.</summary>
    public required bool WithholdResult { get; init; }

    /// <summary>When to try again; null when not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The id of the entry of mcp_contract's <c>errors</c> that classifies the error; null when none does.</summary>
    public string? ErrorId { get; init; }
}
