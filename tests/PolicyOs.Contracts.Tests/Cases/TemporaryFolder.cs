namespace PolicyOs.Contracts.Tests.Cases;

/// <summary>A folder that is gone after the test. Bundles in it are named alike, so that digests and messages are too.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("policyos-contracts-");

    public string Bundle => Path.Combine(_root.FullName, "bundle");

    public static BundleLoad Load(BundleText bundle)
    {
        using var folder = new TemporaryFolder();
        bundle.WriteTo(folder.Bundle);
        return BundleLoader.Load(folder.Bundle);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
