using System.Collections.Immutable;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Mcp.Commands;

/// <summary>The golden results of one bundle.</summary>
internal sealed record BundleTestReport(string Bundle, ImmutableArray<GoldenResult> Results);
