namespace PolicyOs.Contracts.Model;

/// <summary>One seat: who may fill it.</summary>
public sealed record Approver(ApproverKind Kind, string Name);
