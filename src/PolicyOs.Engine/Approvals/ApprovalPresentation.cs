using System.Collections.Immutable;

namespace PolicyOs.Engine.Approvals;

/// <summary>What people are shown (spec 2.8).</summary>
/// <param name="Server">The upstream server.</param>
/// <param name="Tool">The exposed tool name.</param>
/// <param name="RiskClass">read, write, destructive, admin or financial.</param>
/// <param name="Tier">S0 … S5; null when the contract names none.</param>
/// <param name="Reasons">The checkpoints' reasons, else their names.</param>
/// <param name="Values">The context with labels; sensitive values and secrets are masked.</param>
/// <param name="Requester">Who asks.</param>
public sealed record ApprovalPresentation(
    string Server,
    string Tool,
    string RiskClass,
    string? Tier,
    ImmutableArray<string> Reasons,
    ImmutableArray<ShownValue> Values,
    string Requester);
