using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Compile;

/// <summary>Bundles that the project ships are clean.</summary>
public sealed class ShippedBundleTests
{
    public static TheoryData<string> Shipped =>
        [.. Directory.EnumerateDirectories(RepositoryRoot.At("bundles")).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Bundle_Shipped_HasNeitherErrorNorWarning(string name)
    {
        BundleLoad load = BundleLoader.Load(RepositoryRoot.At("bundles", name));

        Assert.Equal(string.Empty, string.Join('\n', load.Diagnostics.Where(d => d.Severity != PolicyOs.Contracts.Diagnostics.Severity.Info)));
        Assert.NotNull(load.Bundle);
    }
}
