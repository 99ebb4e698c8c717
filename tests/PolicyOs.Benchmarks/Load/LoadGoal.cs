namespace PolicyOs.Benchmarks.Load;

/// <summary>A goal and what was measured.</summary>
internal sealed record LoadGoal(string Name, string Goal, string Measured, bool IsMet);
