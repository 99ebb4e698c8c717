using System.Text;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Tests.Cases;

/// <summary>Loads bundles without the disk, for tests that load thousands.</summary>
internal static class InMemory
{
    public static BundleLoad Load(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var report = new DiagnosticBag();
        var source = new BundleSource(
            "bundle", "/bundle", [.. files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new SourceFile(f.Key, f.Value))]);
        CompiledBundle? bundle = BundleLoader.Compile(source, paths => [.. paths], report);
        return new BundleLoad(bundle, report.ToSorted());
    }

    public static BundleLoad Load(BundleText bundle) =>
        Load(bundle.Files.Select(f => KeyValuePair.Create(f.Key, Encoding.UTF8.GetBytes(f.Value))));
}
