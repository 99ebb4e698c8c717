namespace PolicyOs.Engine.Events;

/// <summary>Nobody decided in time.</summary>
/// <param name="ApprovalId">Which approval.</param>
/// <param name="ShownToEligible">Whether an eligible person was shown the request; only then <c>on_timeout: allow</c> applies.</param>
public sealed record ApprovalExpired(string ApprovalId, bool ShownToEligible) : EngineEvent;
