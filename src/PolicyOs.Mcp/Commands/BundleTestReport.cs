using System.Collections.Immutable;
using PolicyOs.Verification.Coverage;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Mcp.Commands;

/// <summary>The golden results of one bundle.</summary>
internal sealed record BundleTestReport(string Bundle, ImmutableArray<GoldenResult> Results)
{
    /// <summary>What they know of the bundle's rules; null when it was not asked for, or when one of them fails.</summary>
    public BundleCoverage? Coverage { get; init; }

    /// <summary>Whether all tasks hold.</summary>
    public bool Holds => Results.All(result => result.Holds);
}
