using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Compile;

/// <summary>All golden tasks and cases of a bundle.</summary>
internal sealed record GoldenSet(
    ImmutableArray<GoldenTask> Tasks, ImmutableArray<GoldenCase> Cases, ImmutableArray<GoldenEquivalent> Equivalents)
{
    internal static GoldenSet Empty { get; } = new([], [], []);
}
