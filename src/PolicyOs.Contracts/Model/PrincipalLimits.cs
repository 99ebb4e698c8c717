namespace PolicyOs.Contracts.Model;

/// <summary>Bounds starting afresh; null when unlimited.</summary>
public sealed record PrincipalLimits(int? MaxOpenSessions, int? MaxSessionsPerDay);
