namespace PolicyOs.Contracts.Model;

/// <summary>Who answers for a tool; documentation.</summary>
public sealed record ContractCard(string? Owner, string? RiskOwner, string? Version, string? Description);
