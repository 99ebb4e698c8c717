using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>What becomes of an approval, and who decides; null for the person at the client.</summary>
public sealed record GoldenApproval(GoldenApprovalDecision Decision, string? ApproverId, ImmutableArray<string> ApproverRoles);
