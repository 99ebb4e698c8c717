using System.Reflection;
using PolicyOs.Testing;
using Xunit.Sdk;
using Xunit.v3;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A row that belongs to long runs; in a short one it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class LongInlineDataAttribute(params object?[] data) : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(data) { Skip = LongRuns.Included ? null : LongRuns.Reason }]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
