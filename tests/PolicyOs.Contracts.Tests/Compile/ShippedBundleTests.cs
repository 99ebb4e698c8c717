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

    [Theory]
    [MemberData(nameof(Shipped))]
    public void YamlFile_Shipped_NamesItsSchemaInTheFirstLine(string name)
    {
        foreach (string file in Directory.EnumerateFiles(RepositoryRoot.At("bundles", name), "*.yaml", SearchOption.AllDirectories))
        {
            const string Start = "# yaml-language-server: $schema=";
            string first = File.ReadLines(file).First();

            Assert.StartsWith(Start, first, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, first[Start.Length..])), $"{file} names a schema that does not exist");
        }
    }
}
