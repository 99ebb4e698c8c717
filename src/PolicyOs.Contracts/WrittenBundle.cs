using System.Collections.Immutable;
using System.Text;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts;

/// <summary>A bundle as it is written, file by file, whether it compiles or not: what two versions of it are compared by.</summary>
public sealed class WrittenBundle
{
    private readonly BundleSource _source;
    private readonly Lazy<BundleLoad> _load;

    private WrittenBundle(BundleSource source, BundleLock? pins, DiagnosticBag report)
    {
        (_source, Lock) = (source, pins);
        _load = new(() => Compile(source, pins, report));
        Files = [.. source.Files.Select(ReadFile)];
    }

    /// <summary>The name of the folder.</summary>
    public string Name => _source.Name;

    /// <summary>The files of the language that the bundle has, in ordinal order of their paths.</summary>
    public ImmutableArray<WrittenFile> Files { get; }

    /// <summary>bundle.lock.json; null when there is none that can be read.</summary>
    public BundleLock? Lock { get; }

    /// <summary>What compiling it found; it is compiled when this is first asked for.</summary>
    public BundleLoad Load => _load.Value;

    /// <summary>Reads a bundle.</summary>
    /// <param name="directory">The bundle's folder.</param>
    /// <returns>Null when there is no such folder.</returns>
    public static WrittenBundle? Read(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var report = new DiagnosticBag();
        return BundleReader.Read(directory, report) is { } source ? new WrittenBundle(source, LockReader.Read(source.Directory, report), report) : null;
    }

    /// <summary>The same bundle with another content of one YAML file.</summary>
    /// <param name="path">A file that the bundle has.</param>
    /// <param name="root">Its new content.</param>
    public WrittenBundle With(string path, YamlNode root)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(YamlText.Write(root));
        return new(_source with { Files = [.. _source.Files.Select(file => file.Path == path ? file with { Bytes = bytes } : file)] }, Lock, new DiagnosticBag());
    }

    private static BundleLoad Compile(BundleSource source, BundleLock? pins, DiagnosticBag report)
    {
        CompiledBundle? bundle = BundleLoader.Compile(source, paths => BundleReader.Existing(source.Directory, paths), report);
        return new(bundle is null ? null : bundle with { Lock = pins }, report.ToSorted());
    }

    // What cannot be read is reported by the compilation; here it is only not there.
    private static WrittenFile ReadFile(SourceFile file)
    {
        var report = new DiagnosticBag();
        YamlReader.TryDecode(file, report, out string text);
        return new(file.Path, file.Path.EndsWith(".yaml", StringComparison.Ordinal) ? YamlReader.Read(file, report) : null, text);
    }
}
