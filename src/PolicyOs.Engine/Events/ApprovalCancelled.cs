namespace PolicyOs.Engine.Events;

/// <summary>An approval is void: its session ended, its bundle or definition changed, or an operator withdrew it.</summary>
/// <param name="ApprovalId">Which approval.</param>
/// <param name="Reason">In words.</param>
public sealed record ApprovalCancelled(string ApprovalId, string Reason) : EngineEvent;
