namespace PolicyOs.Contracts.Model;

/// <summary>A rule that cannot matter, with the reason (spec 4.1, coverage).</summary>
public sealed record GoldenEquivalent(string Rule, string Reason, GoldenPlace Place);
