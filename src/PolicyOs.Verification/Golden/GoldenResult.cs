using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Golden;

/// <summary>How one golden task or case went.</summary>
/// <param name="Task">The task.</param>
/// <param name="Mismatches">Empty when it holds.</param>
public sealed record GoldenResult(GoldenTask Task, ImmutableArray<GoldenMismatch> Mismatches)
{
    /// <summary>Whether everything listed held exactly.</summary>
    public bool Holds => Mismatches.IsEmpty;
}
