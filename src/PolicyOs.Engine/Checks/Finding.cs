using System.Collections.Immutable;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.Checks;

/// <summary>What a check has against a call.</summary>
internal sealed record Finding
{
    private Finding(Verdict verdict, DecisionCode? code, string message) => (Verdict, Code, Message) = (verdict, code, message);

    /// <summary>Deny, ask, wait; allow only for a replay.</summary>
    public Verdict Verdict { get; }

    /// <summary>Null for a wait and a replay.</summary>
    public DecisionCode? Code { get; }

    /// <summary>In plain words; holds no argument value.</summary>
    public string Message { get; }

    /// <summary>The author's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The path of the rule.</summary>
    public string? Path { get; init; }

    /// <summary>What the rule asks for.</summary>
    public string? Expected { get; init; }

    /// <summary>What was found, masked.</summary>
    public string? Actual { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The approval that is asked for, or whose outcome this is.</summary>
    public Approval? Approval { get; init; }

    /// <summary>Whether the approval is a new one, to be requested.</summary>
    public bool RequestsApproval { get; init; }

    /// <summary>Whether the denial uses the approval up: its timeout is told once.</summary>
    public bool SpendsApproval { get; init; }

    /// <summary>Events that come before the decision's own.</summary>
    public ImmutableArray<EngineEvent> Before { get; init; } = [];

    /// <summary>The call whose record answers this one.</summary>
    public string? ReplayOf { get; init; }

    public static Finding Deny(DecisionCode code, string message) => new(Verdict.Deny, code, message);

    public static Finding Ask(Approval approval, string message) =>
        new(Verdict.Ask, DecisionCode.ApprovalPending, message) { Approval = approval };

    public static Finding Wait(string message) => new(Verdict.Wait, null, message);

    public static Finding Replay(string callId) => new(Verdict.Allow, null, "answered from the record of an equal call") { ReplayOf = callId };
}
