using PolicyOs.Engine.Approvals;

namespace PolicyOs.Engine.Events;

/// <summary>People are asked (spec 2.8).</summary>
/// <param name="Approval">What they are asked.</param>
public sealed record ApprovalRequested(Approval Approval) : EngineEvent;
