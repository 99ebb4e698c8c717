using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Verification.Coverage;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Mcp.Commands;

/// <summary>The golden results of one bundle.</summary>
/// <param name="Bundle">Its name.</param>
/// <param name="Results">Of every task that was played.</param>
internal sealed record BundleTestReport(string Bundle, ImmutableArray<GoldenResult> Results)
{
    /// <summary>With <c>--live</c>: tasks that no client in front of real servers can play, and why.</summary>
    public ImmutableArray<(GoldenTask Task, string Why)> Skipped { get; init; } = [];

    /// <summary>What they know of the bundle's rules; null when it was not asked for, or when one of them fails.</summary>
    public BundleCoverage? Coverage { get; init; }

    /// <summary>Whether all tasks hold.</summary>
    public bool Holds => Results.All(result => result.Holds);
}
