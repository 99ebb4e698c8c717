using PolicyOs.Engine.Approvals;

namespace PolicyOs.Engine.Events;

/// <summary>One person has decided.</summary>
/// <param name="ApprovalId">Which approval.</param>
/// <param name="Decision">What they said.</param>
/// <param name="Status">What the approval is after it: pending while seats are open.</param>
public sealed record ApprovalDecided(string ApprovalId, ApprovalDecision Decision, ApprovalStatus Status) : EngineEvent;
