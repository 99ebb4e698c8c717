namespace PolicyOs.Contracts.Model;

/// <summary>What must have happened before. Keys that are given must all hold.</summary>
/// <param name="Fact">Number in <see cref="CompiledBundle.PriorFacts"/>; -1 when only a step count is asked.</param>
/// <param name="MinimumCommits">Calls of any tool that must have committed; 0 when not asked.</param>
public sealed record Precondition(int Fact, int MinimumCommits);
