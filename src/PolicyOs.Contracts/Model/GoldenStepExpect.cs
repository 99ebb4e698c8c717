namespace PolicyOs.Contracts.Model;

/// <summary>What must hold after a step; null, or -1, where nothing is said.</summary>
/// <param name="Verdict">The decision's.</param>
/// <param name="Code">The decision's, or after an allowed dispatch the outcome's.</param>
/// <param name="Phase">Phase number.</param>
/// <param name="Evidence">Of the outcome.</param>
/// <param name="MaxDuration">Counts only with <c>--live</c>.</param>
public sealed record GoldenStepExpect(GoldenVerdict? Verdict, string? Code, int Phase, GoldenEvidence? Evidence, TimeSpan? MaxDuration);
